(** * T3 downstream-blindness, any law with second moments

    In words.  As T3_DownstreamBlindness.v, for any law of the feature z = (t, w), t its component along
    theta*: its expectation [E] is a positive linear functional on the integrable functions [ok].
    If the law of (t, w) is that of (t, -w), then
    for every effort there is exactly one scale a(eta) in (0, r] with zero gradient; it minimises the
    population's log-loss over all parameters; it is r at eta = 1 and increases strictly; the
    direction, hence the classifier, is the same at every effort ([blindness_any_law]).

    For an elliptical law with second moments w is not the other coordinates, but what is left of them after their
    regression on t; T3_NormalLaw.v does both steps for the normal law.

    Source.  Li and Duan, Ann. Statist. 17 (1989); Brillinger (1982).

    Assumed, and constructed in T3_NormalLaw.v for the normal law: the expectation of a law, by its properties: linear, monotone,
    strictly so where t differs from 0 with positive probability; t^2, sigma(a t) t, sigma(a t) <b, w> and
    log(1 + e^score) integrable, which second moments imply. *)

From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals Lra List.
From FirstBest.Lib Require Import Mills.
From FirstBest Require Import T3_DownstreamBlindness.
Import ListNotations.
Open Scope R_scope.

Lemma sigma_derive s : is_derive sigma s (sigma s * (1 - sigma s)).
Proof.
  unfold sigma; pose proof (exp_pos (- s)); auto_derive; [lra|field; lra].
Qed.

Lemma sigma_lipschitz x y : Rabs (sigma y - sigma x) <= Rabs (y - x).
Proof.
  destruct (MVT_gen sigma x y (fun s => sigma s * (1 - sigma s))) as [z [_ Ez]].
  - intros z _; apply sigma_derive.
  - intros z _; apply sigma_continuous.
  - rewrite Ez, Rabs_mult; rewrite <- (Rmult_1_l (Rabs (y - x))) at 2.
    apply Rmult_le_compat_r; [apply Rabs_pos|]; pose proof (sigma_pos z).
    rewrite Rabs_right by nra; nra.
Qed.

Section AnyLaw.
Variables (E : (R -> list R -> R) -> R) (ok : (R -> list R -> R) -> Prop) (r : R).
Hypothesis Hr : 0 < r.

(** An expectation. *)
Hypothesis ok_ext : forall f g, (forall t w, f t w = g t w) -> ok f -> ok g.
Hypothesis ok_plus : forall f g, ok f -> ok g -> ok (fun t w => f t w + g t w).
Hypothesis ok_scale : forall a f, ok f -> ok (fun t w => a * f t w).
Hypothesis E_plus : forall f g, ok f -> ok g -> E (fun t w => f t w + g t w) = E f + E g.
Hypothesis E_scale : forall a f, ok f -> E (fun t w => a * f t w) = a * E f.
Hypothesis E_le : forall f g, ok f -> ok g -> (forall t w, f t w <= g t w) -> E f <= E g.
(** t is not almost surely 0. *)
Hypothesis E_strict : forall f g, ok f -> ok g -> (forall t w, f t w <= g t w) ->
  (forall t w, t <> 0 -> f t w < g t w) -> E f < E g.
(** The law of (t, w) is that of (t, -w). *)
Hypothesis Sym : forall f, ok f -> E f = E (fun t w => f t (reflect w)).
(** Second moments. *)
Hypothesis ok_square : ok (fun t _ => t * t).
Hypothesis ok_along : forall a, ok (fun t _ => sigma (a * t) * t).
Hypothesis ok_off : forall a beta, ok (fun t w => sigma (a * t) * inner beta w).
Hypothesis ok_softplus : forall a beta, ok (fun t w => softplus (score a beta t w)).

Lemma E_ext f g : ok f -> (forall t w, f t w = g t w) -> E f = E g.
Proof.
  intros F H; pose proof (ok_ext f g H F) as G.
  apply Rle_antisym; apply E_le; try assumption; intros t w; rewrite H; lra.
Qed.

Notation p eta t := (label_probability r eta t).

Lemma ok_t : ok (fun t _ => t).
Proof.
  apply ok_ext with (fun t _ => 2 * (sigma (0 * t) * t)); [|apply ok_scale, (ok_along 0)].
  intros t _; rewrite Rmult_0_l, sigma_0; field.
Qed.

Lemma ok_inner beta : ok (fun _ w => inner beta w).
Proof.
  apply ok_ext with (fun t w => 2 * (sigma (0 * t) * inner beta w)); [|apply ok_scale, (ok_off 0)].
  intros t w; rewrite Rmult_0_l, sigma_0; field.
Qed.

Lemma ok_residual_t eta a : ok (fun t _ => (sigma (a * t) - p eta t) * t).
Proof.
  apply ok_ext with (fun t w => (sigma (a * t) * t + - eta * (sigma (r * t) * t)) + (eta / 2 - 1 / 2) * t).
  - intros t w; unfold label_probability; field.
  - apply ok_plus; [apply ok_plus; [apply ok_along|apply ok_scale, ok_along]|apply ok_scale, ok_t].
Qed.

Lemma ok_residual_off eta a beta : ok (fun t w => (sigma (a * t) - p eta t) * inner beta w).
Proof.
  apply ok_ext with (fun t w => (sigma (a * t) * inner beta w + - eta * (sigma (r * t) * inner beta w)) +
    (eta / 2 - 1 / 2) * inner beta w).
  - intros t w; unfold label_probability; field.
  - apply ok_plus; [apply ok_plus; [apply ok_off|apply ok_scale, ok_off]|apply ok_scale, ok_inner].
Qed.

(** The gradient at (a, 0) in the direction (da, dbeta), and its component along theta*. *)
Definition slope_at (eta a da : R) (dbeta : list R) : R :=
  E (fun t w => (sigma (a * t) - p eta t) * score da dbeta t w).
Definition along_at (eta a : R) : R := E (fun t _ => (sigma (a * t) - p eta t) * t).

Lemma ok_slope eta a da dbeta : ok (fun t w => (sigma (a * t) - p eta t) * score da dbeta t w).
Proof.
  apply ok_ext with (fun t w => da * ((sigma (a * t) - p eta t) * t) + (sigma (a * t) - p eta t) * inner dbeta w).
  - intros t w; unfold score; ring.
  - apply ok_plus; [apply ok_scale, ok_residual_t|apply ok_residual_off].
Qed.

Theorem no_component_off eta a da dbeta : slope_at eta a da dbeta = da * along_at eta a.
Proof.
  set (f := fun t w => (sigma (a * t) - p eta t) * inner dbeta w).
  assert (Z : E f = 0).
  { pose proof (ok_residual_off eta a dbeta) as F; pose proof (Sym f F) as S.
    rewrite <- (E_ext (fun t w => -1 * f t w) (fun t w => f t (reflect w))) in S.
    - rewrite E_scale in S by exact F; lra.
    - apply ok_scale, F.
    - intros t w; unfold f, reflect; rewrite inner_opp; ring. }
  unfold slope_at.
  rewrite (E_ext _ (fun t w => da * ((sigma (a * t) - p eta t) * t) + f t w)).
  - rewrite E_plus, E_scale, Z; [unfold along_at; ring|apply ok_residual_t|apply ok_scale, ok_residual_t|apply ok_residual_off].
  - apply ok_slope.
  - intros t w; unfold f, score; ring.
Qed.

Definition loss_at (eta a : R) (beta : list R) : R :=
  E (fun t w => - (p eta t * ln (sigma (score a beta t w)) + (1 - p eta t) * ln (1 - sigma (score a beta t w)))).

Lemma loss_integrand eta a beta t w :
  - (p eta t * ln (sigma (score a beta t w)) + (1 - p eta t) * ln (1 - sigma (score a beta t w))) =
  softplus (score a beta t w) - p eta t * score a beta t w.
Proof.
  set (s := score a beta t w); set (x := p eta t).
  assert (A : ln (1 - sigma s) = - softplus s).
  { rewrite sigma_reflect; unfold sigma, softplus; rewrite Ropp_involutive, ln_Rinv;
      [reflexivity|pose proof (exp_pos s); lra]. }
  assert (B : ln (sigma s) = s - softplus s).
  { pose proof (exp_pos s) as X.
    replace (sigma s) with (exp s * / (1 + exp s)) by (unfold sigma; rewrite exp_Ropp; field; lra).
    rewrite ln_mult, ln_exp, ln_Rinv; [unfold softplus; ring|lra|lra|apply Rinv_0_lt_compat; lra]. }
  rewrite A, B; ring.
Qed.

Lemma ok_loss eta a beta : ok (fun t w => softplus (score a beta t w) - p eta t * score a beta t w).
Proof.
  apply ok_ext with (fun t w => softplus (score a beta t w) + ((eta / 2 - 1 / 2) * (a * t + inner beta w) +
    - eta * (a * (sigma (r * t) * t) + sigma (r * t) * inner beta w))).
  - intros t w; unfold label_probability, score; field.
  - apply ok_plus; [apply ok_softplus|]; apply ok_plus; apply ok_scale; apply ok_plus;
      [apply ok_scale, ok_t|apply ok_inner|apply ok_scale, ok_along|apply ok_off].
Qed.

Lemma loss_form eta a beta :
  loss_at eta a beta = E (fun t w => softplus (score a beta t w) - p eta t * score a beta t w).
Proof. symmetry; apply E_ext; [apply ok_loss|]; intros t w; symmetry; apply loss_integrand. Qed.

Theorem zero_slope_least eta a : along_at eta a = 0 -> forall a' beta, loss_at eta a [] <= loss_at eta a' beta.
Proof.
  intros Z a' beta; rewrite !loss_form.
  pose proof (no_component_off eta a (a' - a) beta) as G; rewrite Z in G; unfold slope_at in G.
  pose proof (ok_slope eta a (a' - a) beta) as S.
  apply Rle_trans with (E (fun t w => (softplus (score a [] t w) - p eta t * score a [] t w) +
    (sigma (a * t) - p eta t) * score (a' - a) beta t w)).
  - rewrite E_plus by (apply ok_loss || exact S); rewrite G; lra.
  - apply E_le; [apply ok_plus; [apply ok_loss|exact S]|apply ok_loss|]; intros t w.
    pose proof (softplus_tangent (score a [] t w) (score a' beta t w)) as T.
    assert (X : score a [] t w = a * t) by (unfold score; simpl; ring).
    rewrite X in *; unfold score in *; lra.
Qed.

Lemma along_increasing eta a b : a < b -> along_at eta a < along_at eta b.
Proof.
  intros H; assert (S : forall t, t <> 0 -> sigma (a * t) * t < sigma (b * t) * t).
  { intros t Ht; destruct (Rtotal_order t 0) as [L|[L|L]]; [|contradiction|].
    - pose proof (sigma_increasing (b * t) (a * t) ltac:(nra)); nra.
    - pose proof (sigma_increasing (a * t) (b * t) ltac:(nra)); nra. }
  apply E_strict; try apply ok_residual_t; intros t w; [|intros Ht; specialize (S t Ht); lra].
  destruct (Req_dec t 0) as [->|Ht]; [lra|specialize (S t Ht); lra].
Qed.

Lemma along_effort a eta eta' : eta < eta' -> along_at eta' a < along_at eta a.
Proof.
  intros H; assert (S : forall t, t <> 0 -> (sigma (a * t) - p eta' t) * t < (sigma (a * t) - p eta t) * t).
  { intros t Ht; unfold label_probability; pose proof (odd_sign r t Hr Ht); nra. }
  apply E_strict; try apply ok_residual_t; intros t w; [|apply S].
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|left; apply S; exact Ht].
Qed.

Lemma ok_zero : ok (fun _ _ => 0).
Proof. apply ok_ext with (fun t _ => 0 * t); [intros; ring|apply ok_scale, ok_t]. Qed.

Lemma E_zero : E (fun _ _ => 0) = 0.
Proof.
  rewrite <- (E_ext (fun t _ => 0 * t)); [rewrite E_scale by apply ok_t; ring|apply ok_scale, ok_t|intros; ring].
Qed.

Lemma along_at_0 eta : 0 < eta -> along_at eta 0 < 0.
Proof.
  intros He; apply Rlt_le_trans with (E (fun _ _ => 0)); [|rewrite E_zero; lra].
  assert (S : forall t, t <> 0 -> (sigma (0 * t) - p eta t) * t < 0).
  { intros t Ht; rewrite Rmult_0_l, sigma_0; unfold label_probability.
    pose proof (odd_sign r t Hr Ht); nra. }
  apply E_strict; [apply ok_residual_t|apply ok_zero| |]; intros t w; [|apply S].
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|left; apply S; exact Ht].
Qed.

Lemma along_at_r eta : along_at eta r = (1 - eta) * along_at 0 r.
Proof.
  unfold along_at; rewrite <- E_scale by apply ok_residual_t.
  apply E_ext; [apply ok_residual_t|]; intros t w; unfold label_probability; ring.
Qed.

Lemma along_at_0_r : 0 <= along_at 0 r.
Proof.
  apply Rle_trans with (E (fun _ _ => 0)); [rewrite E_zero; lra|].
  apply E_le; [apply ok_zero|apply ok_residual_t|]; intros t w; unfold label_probability.
  replace (1 / 2 + 0 * (sigma (r * t) - 1 / 2)) with (1 / 2) by ring.
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|].
  pose proof (odd_sign r t Hr Ht); lra.
Qed.

(** The slope moves no faster than E t^2. *)
Lemma along_lipschitz eta a b : Rabs (along_at eta b - along_at eta a) <= E (fun t _ => t * t) * Rabs (b - a).
Proof.
  assert (Side : forall x y, along_at eta y - along_at eta x <= E (fun t _ => t * t) * Rabs (y - x)).
  { intros x y; assert (L : along_at eta y <= along_at eta x + Rabs (y - x) * E (fun t _ => t * t)); [|lra].
    unfold along_at; rewrite <- E_scale by exact ok_square.
    rewrite <- E_plus by (apply ok_residual_t || (apply ok_scale; exact ok_square)).
    apply E_le; [apply ok_residual_t|apply ok_plus; [apply ok_residual_t|apply ok_scale; exact ok_square]|].
    intros t w.
    pose proof (sigma_lipschitz (x * t) (y * t)) as S.
    replace (y * t - x * t) with ((y - x) * t) in S by ring; rewrite Rabs_mult in S.
    assert (D : (sigma (y * t) - sigma (x * t)) * t <= Rabs (y - x) * (t * t)); [|lra].
    apply Rle_trans with (1 := Rle_abs _); rewrite Rabs_mult.
    replace (t * t) with (Rabs t * Rabs t) by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
    rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [apply Rabs_pos|exact S]. }
  pose proof (Side a b) as A; pose proof (Side b a) as C; rewrite (Rabs_minus_sym a b) in C.
  apply Rabs_le_between; lra.
Qed.

Lemma along_continuous eta : continuity (along_at eta).
Proof.
  intros a eps He; set (m := E (fun t _ => t * t)).
  assert (M0 : 0 <= m).
  { unfold m; apply Rle_trans with (E (fun _ _ => 0)); [rewrite E_zero; lra|].
    apply E_le; [apply ok_zero|exact ok_square|]; intros t _; apply Rle_0_sqr. }
  exists (eps / (m + 1)); split; [apply Rdiv_lt_0_compat; lra|]; intros b [_ Hb].
  simpl in *; unfold R_dist in *.
  apply Rle_lt_trans with (1 := along_lipschitz eta a b); fold m.
  apply Rle_lt_trans with ((m + 1) * Rabs (b - a)).
  - apply Rmult_le_compat_r; [apply Rabs_pos|lra].
  - apply Rmult_lt_compat_l with (r := m + 1) in Hb; [|lra].
    replace ((m + 1) * (eps / (m + 1))) with eps in Hb by (field; lra); exact Hb.
Qed.

Definition scale_at (eta a : R) : Prop := 0 < a /\ along_at eta a = 0.

Theorem blindness_any_law :
  (forall eta, 0 < eta <= 1 -> exists a, scale_at eta a /\ a <= r /\
     (forall b, along_at eta b = 0 -> b = a) /\
     (forall da dbeta, slope_at eta a da dbeta = 0) /\
     (forall a' beta, loss_at eta a [] <= loss_at eta a' beta) /\
     (forall t w, 0 < score a [] t w <-> 0 < score r [] t w)) /\
  scale_at 1 r /\
  (forall eta eta' a a', scale_at eta a -> scale_at eta' a' -> eta < eta' -> a < a').
Proof.
  split; [|split].
  - intros eta He.
    destruct (IVT_cor (along_at eta) 0 r (along_continuous eta) ltac:(lra)) as [a [Ha Za]].
    { pose proof (along_at_0 eta ltac:(lra)); pose proof (along_at_r eta).
      pose proof along_at_0_r; assert (0 <= along_at eta r) by nra; nra. }
    assert (P : 0 < a).
    { destruct (Req_dec a 0) as [->|N]; [|lra].
      pose proof (along_at_0 eta ltac:(lra)); lra. }
    exists a; split; [split; assumption|split; [lra|split; [|split; [|split]]]].
    + intros b Zb; destruct (Rtotal_order b a) as [L|[L|L]]; [|exact L|];
        pose proof (along_increasing eta _ _ L); lra.
    + intros da dbeta; rewrite no_component_off, Za; ring.
    + apply zero_slope_least; exact Za.
    + intros t w; unfold score; simpl; split; intros H; nra.
  - split; [exact Hr|rewrite along_at_r; ring].
  - intros eta eta' a a' [A Z] [A' Z'] H.
    destruct (Rlt_or_le a a') as [L|L]; [exact L|exfalso].
    pose proof (along_effort a' eta eta' H) as X.
    destruct L as [L|L].
    + pose proof (along_increasing eta _ _ L); lra.
    + subst a'; lra.
Qed.
End AnyLaw.

(** The assumptions can be met: every finite law of T3_DownstreamBlindness.v meets them. *)
Corollary finite_laws_included law r : Forall (fun z => 0 <= weight z) law -> symmetric law ->
  Exists (fun z => 0 < weight z /\ along z <> 0) law -> 0 < r ->
  forall eta, 0 < eta <= 1 -> exists a, scale_at (expect law) r eta a /\ a <= r /\
    forall a' beta, loss_at (expect law) r eta a [] <= loss_at (expect law) r eta a' beta.
Proof.
  intros W S L Hr eta He.
  destruct (blindness_any_law (expect law) (fun _ => True) r Hr) as [H _]; try (intros; exact Logic.I).
  - intros; apply expect_plus.
  - intros; apply expect_scale.
  - intros f g _ _ H; apply expect_le; assumption.
  - intros f g _ _ H1 H2; apply expect_lt; assumption.
  - intros f _; apply S.
  - destruct (H eta He) as [a [A [Le [_ [_ [Min _]]]]]]; exists a; repeat split; try apply A; assumption.
Qed.
