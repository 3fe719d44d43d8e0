(** * T3 downstream-blindness, finite symmetric features

    In words.  Bradley-Terry labels of direction theta* and norm r pass through effort
    eta: P(1 | z) = 1/2 + eta (sigma(r t) - 1/2), t the component of the feature z along
    theta*, w the rest.  The law of z is finite and does not change when w turns into -w.
    Then ([downstream_blindness]) for every eta in (0, 1] there is exactly one a(eta) > 0 such
    that a(eta) times the direction of theta* has zero gradient of the population's
    log-loss; it minimises the log-loss over *all* parameters, a(eta) <= r with equality at
    eta = 1, a increases strictly, and the classifier, so preference accuracy, is the same
    for all eta.

    Source.  Li and Duan, Ann. Statist. 17 (1989); Brillinger (1982).

    Assumed.  Finite support with the reflection symmetry w -> -w (weaker than elliptical
    symmetry within finite laws), t not almost surely 0, r > 0.  Sampling error of the
    estimate (the finite-m curve) is not formalised. *)

From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals Lra List.
From FirstBest.Lib Require Import Mills.
Import ListNotations.
Open Scope R_scope.

(** ** The logistic function *)

Definition sigma (s : R) : R := / (1 + exp (- s)).
Definition softplus (s : R) : R := ln (1 + exp s).

Lemma sigma_pos s : 0 < sigma s < 1.
Proof.
  pose proof (exp_pos (- s)); unfold sigma; split; [apply Rinv_0_lt_compat; lra|].
  rewrite <- Rinv_1; apply Rinv_lt_contravar; lra.
Qed.

Lemma sigma_increasing s t : s < t -> sigma s < sigma t.
Proof.
  intros H; unfold sigma; pose proof (exp_pos (- s)); pose proof (exp_pos (- t)).
  assert (exp (- t) < exp (- s)) by (apply exp_increasing; lra).
  apply Rinv_lt_contravar; [nra|lra].
Qed.

Lemma sigma_0 : sigma 0 = 1 / 2.
Proof. unfold sigma; rewrite Ropp_0, exp_0; field. Qed.

Lemma sigma_reflect s : 1 - sigma s = sigma (- s).
Proof.
  unfold sigma; rewrite Ropp_involutive, exp_Ropp; pose proof (exp_pos s); field; lra.
Qed.

Lemma softplus_derive s : is_derive softplus s (sigma s).
Proof.
  unfold softplus, sigma; pose proof (exp_pos s); auto_derive; [lra|].
  rewrite exp_Ropp; field; lra.
Qed.

Lemma sigma_continuous : continuity sigma.
Proof.
  intros s; apply continuity_pt_filterlim.
  apply (ex_derive_continuous (V := R_NormedModule) sigma s).
  unfold sigma; pose proof (exp_pos (- s)); auto_derive; lra.
Qed.

(** Convexity of the log-loss: the tangent lies below. *)
Lemma softplus_tangent s x : softplus s + sigma s * (x - s) <= softplus x.
Proof.
  set (g := fun y => softplus y - sigma s * y).
  assert (D : forall y, is_derive g y (sigma y - sigma s)).
  { intros y; unfold g; pose proof (softplus_derive y) as P.
    auto_derive; [exists (sigma y); exact P|].
    replace (Derive (fun x => softplus x) y) with (sigma y)
      by (symmetry; apply is_derive_unique; exact P).
    ring. }
  cut (g s <= g x); [unfold g; lra|].
  assert (M : forall a b, a <= b -> sigma a <= sigma b).
  { intros a b [L|L]; [left; apply sigma_increasing; exact L|rewrite L; lra]. }
  destruct (Rle_or_lt s x) as [H|H].
  - apply (derive_nonneg_le g (fun y => sigma y - sigma s) s x H); [intros; apply D|].
    intros y Hy; specialize (M s y ltac:(lra)); lra.
  - apply (derive_nonpos_ge g (fun y => sigma y - sigma s) x s ltac:(lra)); [intros; apply D|].
    intros y Hy; specialize (M y s ltac:(lra)); lra.
Qed.

(** ** Features *)

(** An atom of the law of z: weight, component along theta*, the other coordinates. *)
Record atom := Atom { weight : R; along : R; off : list R }.

Fixpoint expect (law : list atom) (f : R -> list R -> R) : R :=
  match law with
  | [] => 0
  | z :: law' => weight z * f (along z) (off z) + expect law' f
  end.

Fixpoint inner (x y : list R) : R :=
  match x, y with
  | a :: x', b :: y' => a * b + inner x' y'
  | _, _ => 0
  end.

Lemma inner_opp x : forall y, inner x (map Ropp y) = - inner x y.
Proof. induction x as [|a x IH]; intros [|b y]; simpl; try ring; rewrite IH; ring. Qed.

Definition reflect (w : list R) : list R := map Ropp w.

Definition symmetric (law : list atom) : Prop :=
  forall f, expect law f = expect law (fun t w => f t (reflect w)).

Lemma expect_ext law f g : (forall t w, f t w = g t w) -> expect law f = expect law g.
Proof.
  intros H; induction law as [|z l IH]; simpl; [reflexivity|].
  rewrite H, IH; reflexivity.
Qed.

Lemma expect_plus law f g :
  expect law (fun t w => f t w + g t w) = expect law f + expect law g.
Proof. induction law as [|z l IH]; simpl; [ring|rewrite IH; ring]. Qed.

Lemma expect_scale law a f : expect law (fun t w => a * f t w) = a * expect law f.
Proof. induction law as [|z l IH]; simpl; [ring|rewrite IH; ring]. Qed.

Lemma expect_zero law : expect law (fun _ _ => 0) = 0.
Proof. induction law as [|z l IH]; simpl; [reflexivity|rewrite IH; ring]. Qed.

Lemma expect_le law f g : Forall (fun z => 0 <= weight z) law ->
  (forall t w, f t w <= g t w) -> expect law f <= expect law g.
Proof.
  intros F H; induction F as [|z l P F IH]; simpl; [lra|].
  pose proof (H (along z) (off z)); nra.
Qed.

Lemma expect_lt law f g : Forall (fun z => 0 <= weight z) law ->
  Exists (fun z => 0 < weight z /\ along z <> 0) law ->
  (forall t w, f t w <= g t w) -> (forall t w, t <> 0 -> f t w < g t w) ->
  expect law f < expect law g.
Proof.
  intros F E H S; revert F.
  induction E as [z l [P N]|z l L IH]; intros F; inversion F as [|? ? P' F']; subst; simpl.
  - pose proof (S (along z) (off z) N); pose proof (expect_le l f g F' H); nra.
  - specialize (IH F'); pose proof (H (along z) (off z)); nra.
Qed.

Section Blindness.
Variables (law : list atom) (r : R).
Hypothesis Hweight : Forall (fun z => 0 <= weight z) law.
Hypothesis Hsym : symmetric law.
Hypothesis Hlive : Exists (fun z => 0 < weight z /\ along z <> 0) law.
Hypothesis Hr : 0 < r.

(** Whatever depends on z through t alone is uncorrelated with every other direction. *)
Theorem off_component_vanishes g beta : expect law (fun t w => g t * inner beta w) = 0.
Proof.
  pose proof (Hsym (fun t w => g t * inner beta w)) as S; cbv beta in S.
  rewrite (expect_ext law (fun t w => g t * inner beta (reflect w))
                      (fun t w => -1 * (g t * inner beta w))) in S
    by (intros; unfold reflect; rewrite inner_opp; ring).
  rewrite expect_scale in S; lra.
Qed.

(** ** The model *)

(** P(label = 1 | z) at effort eta. *)
Definition label_probability (eta t : R) : R := 1 / 2 + eta * (sigma (r * t) - 1 / 2).

(** Score of the parameter with component [a] along theta* and [beta] off it. *)
Definition score (a : R) (beta : list R) (t : R) (w : list R) : R := a * t + inner beta w.

Definition log_loss (eta a : R) (beta : list R) : R :=
  expect law (fun t w =>
    - (label_probability eta t * ln (sigma (score a beta t w))
       + (1 - label_probability eta t) * ln (1 - sigma (score a beta t w)))).

(** The gradient of the log-loss at (a, 0), in the direction (da, dbeta). *)
Definition slope (eta a da : R) (dbeta : list R) : R :=
  expect law (fun t w => (sigma (a * t) - label_probability eta t) * score da dbeta t w).

(** Its component along theta*. *)
Definition along_slope (eta a : R) : R :=
  expect law (fun t w => (sigma (a * t) - label_probability eta t) * t).

Theorem gradient_has_no_component_off eta a da dbeta :
  slope eta a da dbeta = da * along_slope eta a.
Proof.
  unfold slope, along_slope, score.
  rewrite (expect_ext law _ (fun t w =>
    da * ((sigma (a * t) - label_probability eta t) * t) +
    (sigma (a * t) - label_probability eta t) * inner dbeta w)) by (intros; ring).
  rewrite expect_plus, expect_scale.
  rewrite (off_component_vanishes (fun t => sigma (a * t) - label_probability eta t) dbeta); ring.
Qed.

Lemma log_loss_softplus eta a beta :
  log_loss eta a beta =
  expect law (fun t w => softplus (score a beta t w) - label_probability eta t * score a beta t w).
Proof.
  apply expect_ext; intros t w; set (s := score a beta t w); set (p := label_probability eta t).
  assert (A : ln (1 - sigma s) = - softplus s).
  { rewrite sigma_reflect; unfold sigma, softplus; rewrite Ropp_involutive, ln_Rinv;
      [reflexivity|pose proof (exp_pos s); lra]. }
  assert (B : ln (sigma s) = s - softplus s).
  { pose proof (exp_pos s) as E.
    replace (sigma s) with (exp s * / (1 + exp s))
      by (unfold sigma; rewrite exp_Ropp; field; lra).
    rewrite ln_mult, ln_exp, ln_Rinv; [unfold softplus; ring|lra|lra|apply Rinv_0_lt_compat; lra]. }
  rewrite A, B; ring.
Qed.

(** A zero of the slope along theta* minimises the log-loss over all parameters. *)
Theorem zero_slope_minimises eta a : along_slope eta a = 0 ->
  forall a' beta, log_loss eta a [] <= log_loss eta a' beta.
Proof.
  intros Z a' beta; rewrite !log_loss_softplus.
  pose proof (gradient_has_no_component_off eta a (a' - a) beta) as G; rewrite Z in G.
  apply Rle_trans with (expect law (fun t w =>
    (softplus (score a [] t w) - label_probability eta t * score a [] t w) +
    (sigma (a * t) - label_probability eta t) * score (a' - a) beta t w)).
  - rewrite expect_plus; unfold slope in G; rewrite G; lra.
  - apply expect_le; [exact Hweight|]; intros t w.
    pose proof (softplus_tangent (score a [] t w) (score a' beta t w)) as T.
    assert (E : score a [] t w = a * t) by (unfold score; simpl; ring).
    rewrite E in *; unfold score in *; lra.
Qed.

Lemma odd_sign a t : 0 < a -> t <> 0 -> 0 < (sigma (a * t) - 1 / 2) * t.
Proof.
  intros Ha Ht; rewrite <- sigma_0; destruct (Rtotal_order t 0) as [L|[L|L]]; [|contradiction|].
  - pose proof (sigma_increasing (a * t) 0 ltac:(nra)); nra.
  - pose proof (sigma_increasing 0 (a * t) ltac:(nra)); nra.
Qed.

Lemma along_slope_increasing eta a b : a < b -> along_slope eta a < along_slope eta b.
Proof.
  intros H; assert (S : forall t, t <> 0 -> sigma (a * t) * t < sigma (b * t) * t).
  { intros t Ht; destruct (Rtotal_order t 0) as [L|[L|L]]; [|contradiction|].
    - pose proof (sigma_increasing (b * t) (a * t) ltac:(nra)); nra.
    - pose proof (sigma_increasing (a * t) (b * t) ltac:(nra)); nra. }
  apply expect_lt; [exact Hweight|exact Hlive| |]; intros t w; [|intros Ht; specialize (S t Ht); lra].
  destruct (Req_dec t 0) as [->|Ht]; [lra|specialize (S t Ht); lra].
Qed.

Lemma along_slope_continuous eta : continuity (along_slope eta).
Proof.
  unfold along_slope; clear; induction law as [|z l IH]; intros x; cbn [expect].
  - apply continuity_pt_const; intros u v; reflexivity.
  - apply (continuity_pt_plus
      (fun a => weight z * ((sigma (a * along z) - label_probability eta (along z)) * along z))
      (fun a => expect l (fun t _ => (sigma (a * t) - label_probability eta t) * t))); [|apply IH].
    apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)
      (fun a => weight z * ((sigma (a * along z) - label_probability eta (along z)) * along z)) x).
    unfold sigma; pose proof (exp_pos (- (x * along z))); auto_derive; lra.
Qed.

Lemma along_slope_0 eta : 0 < eta -> along_slope eta 0 < 0.
Proof.
  intros He; apply Rlt_le_trans with (expect law (fun _ _ => 0)); [|rewrite expect_zero; lra].
  assert (S : forall t, t <> 0 -> (sigma (0 * t) - label_probability eta t) * t < 0).
  { intros t Ht; rewrite Rmult_0_l, sigma_0; unfold label_probability.
    pose proof (odd_sign r t Hr Ht); nra. }
  apply expect_lt; [exact Hweight|exact Hlive| |]; intros t w; [|apply S].
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|left; apply S; exact Ht].
Qed.

Lemma along_slope_r eta : along_slope eta r = (1 - eta) * along_slope 0 r.
Proof.
  unfold along_slope; rewrite <- expect_scale; apply expect_ext; intros t w.
  unfold label_probability; ring.
Qed.

Lemma along_slope_0_r : 0 <= along_slope 0 r.
Proof.
  apply Rle_trans with (expect law (fun _ _ => 0)); [rewrite expect_zero; lra|].
  apply expect_le; [exact Hweight|]; intros t w; unfold label_probability.
  replace (1 / 2 + 0 * (sigma (r * t) - 1 / 2)) with (1 / 2) by ring.
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|].
  pose proof (odd_sign r t Hr Ht); lra.
Qed.

(** The slope falls as effort rises. *)
Lemma along_slope_effort a eta eta' : eta < eta' -> along_slope eta' a < along_slope eta a.
Proof.
  intros H; assert (S : forall t, t <> 0 ->
    (sigma (a * t) - label_probability eta' t) * t < (sigma (a * t) - label_probability eta t) * t).
  { intros t Ht; unfold label_probability; pose proof (odd_sign r t Hr Ht); nra. }
  apply expect_lt; [exact Hweight|exact Hlive| |]; intros t w; [|apply S].
  destruct (Req_dec t 0) as [->|Ht]; [rewrite !Rmult_0_r; lra|left; apply S; exact Ht].
Qed.

Definition population_scale (eta a : R) : Prop := 0 < a /\ along_slope eta a = 0.

Theorem downstream_blindness :
  (forall eta, 0 < eta <= 1 ->
     exists a, population_scale eta a /\ a <= r /\
       (forall b, along_slope eta b = 0 -> b = a) /\
       (forall da dbeta, slope eta a da dbeta = 0) /\
       (forall a' beta, log_loss eta a [] <= log_loss eta a' beta) /\
       (forall t w, 0 < score a [] t w <-> 0 < score r [] t w)) /\
  population_scale 1 r /\
  (forall eta eta' a a', population_scale eta a -> population_scale eta' a' ->
     eta < eta' -> a < a').
Proof.
  split; [|split].
  - intros eta He.
    destruct (IVT_cor (along_slope eta) 0 r (along_slope_continuous eta) ltac:(lra)) as [a [Ha Za]].
    { pose proof (along_slope_0 eta ltac:(lra)); pose proof (along_slope_r eta).
      pose proof along_slope_0_r; assert (0 <= along_slope eta r) by nra; nra. }
    assert (P : 0 < a).
    { destruct (Req_dec a 0) as [->|N]; [|lra].
      pose proof (along_slope_0 eta ltac:(lra)); lra. }
    exists a; repeat split; try assumption; try lra.
    + intros b Zb; destruct (Rtotal_order b a) as [L|[L|L]]; [|exact L|];
        pose proof (along_slope_increasing eta _ _ L); lra.
    + intros da dbeta; rewrite gradient_has_no_component_off, Za; ring.
    + apply zero_slope_minimises; exact Za.
    + unfold score; simpl; intros H; nra.
    + unfold score; simpl; intros H; nra.
  - split; [exact Hr|rewrite along_slope_r; ring].
  - intros eta eta' a a' [A Z] [A' Z'] H.
    destruct (Rlt_or_le a a') as [L|L]; [exact L|exfalso].
    pose proof (along_slope_effort a' eta eta' H) as E.
    destruct L as [L|L].
    + pose proof (along_slope_increasing eta _ _ L); lra.
    + subst a'; lra.
Qed.
End Blindness.
