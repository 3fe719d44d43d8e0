(** * T3 downstream-blindness for the normal law

    In words.  The feature is z = (t, w): t standard normal, and w made of d further standard normal numbers, all
    independent ([normal_law], an improper integral in each coordinate, NormalMean.v).  Everything that T3_AnyLaw.v asks of
    a law is proved of this one, so [blindness_normal_law] assumes nothing but r > 0.  [blindness_normal_features]: the
    same where the features are t and x_i = rho_i t + w_i, each correlated with t as it likes: any normal law with mean 0
    is so up to the scale of its coordinates.  The gradient and the minimum over all parameters are those of the
    features; the best parameter is a(eta) theta-star, in every direction, at every effort.

    Source.  Li and Duan, Ann. Statist. 17 (1989); Brillinger (1982).  Assumed: r > 0. *)

From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals Lra List.
From FirstBest.Lib Require Import Mills NormalMean.
From FirstBest Require Import T3_DownstreamBlindness T3_AnyLaw.
Import ListNotations.
Open Scope R_scope.

(** A function of (t, w) as one of the list t, w_1, ..., w_d. *)
Definition of_list (f : R -> list R -> R) (l : list R) : R := f (hd 0 l) (tl l).

Definition normal_law (d : nat) (f : R -> list R -> R) : R := normals (S d) (of_list f).
Definition normal_ok (d : nat) (f : R -> list R -> R) : Prop := tame_list (S d) (of_list f).

Lemma inner_bound b : forall w, Rabs (inner b w) <= size b * size w.
Proof.
  induction b as [|x b IH]; intros [|y w]; simpl; try (rewrite Rabs_R0; lra).
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult; specialize (IH w).
  pose proof (size_nonneg b); pose proof (size_nonneg w); pose proof (Rabs_pos x); pose proof (Rabs_pos y); nra.
Qed.

Lemma inner_step b : forall w v, length w = length v -> Rabs (inner b w - inner b v) <= size b * distance w v.
Proof.
  induction b as [|x b IH]; intros [|y w] [|z v] L; simpl in *; try discriminate; rewrite ?Rminus_eq_0, ?Rabs_R0; try lra.
  replace (x * y + inner b w - (x * z + inner b v)) with (x * (y - z) + (inner b w - inner b v)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult; specialize (IH w v ltac:(congruence)).
  pose proof (size_nonneg b); pose proof (distance_nonneg w v); pose proof (Rabs_pos x); pose proof (Rabs_pos (y - z)); nra.
Qed.

(** A function of (t, w) is fit where its steps are, with lists of one length. *)
Lemma ok_of_steps d f C : 0 <= C -> (forall t s w v, length w = d -> length v = d ->
    Rabs (f t w - f s v) <= C * (1 + (Rabs t + size w) + (Rabs s + size v)) * (Rabs (t - s) + distance w v)) ->
  normal_ok d f.
Proof.
  intros C0 H; exists C; split; [exact C0|]; intros [|t w] [|s v] L M; try discriminate.
  unfold of_list; simpl; apply H; simpl in *; congruence.
Qed.

Lemma sigma_range x : Rabs (sigma x) <= 1.
Proof.
  pose proof (sigma_pos x); pose proof (sigma_pos (- x)); rewrite <- sigma_reflect in *; rewrite Rabs_right; lra.
Qed.

Lemma along_ok d a : normal_ok d (fun t _ => sigma (a * t) * t).
Proof.
  apply (ok_of_steps d _ (1 + Rabs a)); [pose proof (Rabs_pos a); lra|]; intros t s w v _ _.
  replace (sigma (a * t) * t - sigma (a * s) * s) with (sigma (a * t) * (t - s) + (sigma (a * t) - sigma (a * s)) * s) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite !Rabs_mult.
  pose proof (sigma_range (a * t)) as S1; pose proof (sigma_lipschitz (a * s) (a * t)) as S2.
  replace (a * t - a * s) with (a * (t - s)) in S2 by ring; rewrite Rabs_mult in S2.
  pose proof (Rabs_pos a) as A; pose proof (Rabs_pos t) as T; pose proof (Rabs_pos s) as S; pose proof (Rabs_pos (t - s)) as D.
  pose proof (size_nonneg w) as W; pose proof (size_nonneg v) as V; pose proof (distance_nonneg w v) as E.
  apply Rle_trans with ((1 + Rabs a * Rabs s) * Rabs (t - s)).
  - assert (Rabs (sigma (a * t)) * Rabs (t - s) <= 1 * Rabs (t - s)) by (apply Rmult_le_compat_r; assumption).
    assert (Rabs (sigma (a * t) - sigma (a * s)) * Rabs s <= Rabs a * Rabs (t - s) * Rabs s)
      by (apply Rmult_le_compat_r; assumption); lra.
  - apply Rmult_le_compat; [assert (0 <= Rabs a * Rabs s) by (apply Rmult_le_pos; assumption); lra|exact D| |lra].
    set (N := 1 + (Rabs t + size w) + (Rabs s + size v)).
    assert (1 <= N) by (unfold N; lra); assert (Rabs a * Rabs s <= Rabs a * N) by (apply Rmult_le_compat_l; unfold N; lra).
    rewrite Rmult_plus_distr_r; lra.
Qed.

Lemma off_ok d a b : normal_ok d (fun t w => sigma (a * t) * inner b w).
Proof.
  apply (ok_of_steps d _ ((1 + Rabs a) * size b)).
  { apply Rmult_le_pos; [pose proof (Rabs_pos a); lra|apply size_nonneg]. }
  intros t s w v Lw Lv.
  replace (sigma (a * t) * inner b w - sigma (a * s) * inner b v)
    with (sigma (a * t) * (inner b w - inner b v) + (sigma (a * t) - sigma (a * s)) * inner b v) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite !Rabs_mult.
  pose proof (sigma_range (a * t)) as S1; pose proof (sigma_lipschitz (a * s) (a * t)) as S2.
  replace (a * t - a * s) with (a * (t - s)) in S2 by ring; rewrite Rabs_mult in S2.
  pose proof (inner_step b w v ltac:(congruence)) as I1; pose proof (inner_bound b v) as I2.
  pose proof (Rabs_pos a) as A; pose proof (Rabs_pos t) as T; pose proof (Rabs_pos s) as S; pose proof (Rabs_pos (t - s)) as D.
  pose proof (size_nonneg w) as W; pose proof (size_nonneg v) as V; pose proof (distance_nonneg w v) as E.
  pose proof (size_nonneg b) as B.
  assert (X1 : Rabs (sigma (a * t)) * Rabs (inner b w - inner b v) <= size b * distance w v).
  { apply Rle_trans with (1 * Rabs (inner b w - inner b v)); [apply Rmult_le_compat_r; [apply Rabs_pos|exact S1]|lra]. }
  assert (X2 : Rabs (sigma (a * t) - sigma (a * s)) * Rabs (inner b v) <= Rabs a * Rabs (t - s) * (size b * size v))
    by (apply Rmult_le_compat; try apply Rabs_pos; assumption).
  set (N := 1 + (Rabs t + size w) + (Rabs s + size v)); set (Dt := Rabs (t - s) + distance w v).
  assert (Y1 : size b * distance w v <= size b * (N * Dt)).
  { apply Rmult_le_compat_l; [exact B|]; apply Rle_trans with (1 * Dt); [unfold Dt; lra|].
    apply Rmult_le_compat_r; [unfold Dt; lra|unfold N; lra]. }
  assert (Y2 : Rabs a * Rabs (t - s) * (size b * size v) <= Rabs a * (size b * (N * Dt))).
  { rewrite Rmult_assoc; apply Rmult_le_compat_l; [exact A|].
    replace (Rabs (t - s) * (size b * size v)) with (size b * (size v * Rabs (t - s))) by ring.
    apply Rmult_le_compat_l; [exact B|]; apply Rmult_le_compat; unfold N, Dt; lra. }
  replace ((1 + Rabs a) * size b * N * Dt) with (size b * (N * Dt) + Rabs a * (size b * (N * Dt))) by ring; lra.
Qed.

Lemma softplus_lipschitz x y : Rabs (softplus y - softplus x) <= Rabs (y - x).
Proof.
  destruct (MVT_gen softplus x y sigma) as [z [_ Ez]].
  - intros z _; apply softplus_derive.
  - intros z _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) softplus).
    exists (sigma z); apply softplus_derive.
  - rewrite Ez, Rabs_mult; rewrite <- (Rmult_1_l (Rabs (y - x))) at 2.
    apply Rmult_le_compat_r; [apply Rabs_pos|apply sigma_range].
Qed.

Lemma softplus_ok d a b : normal_ok d (fun t w => softplus (score a b t w)).
Proof.
  apply (ok_of_steps d _ (Rabs a + size b)); [pose proof (Rabs_pos a); pose proof (size_nonneg b); lra|].
  intros t s w v Lw Lv; apply Rle_trans with (1 := softplus_lipschitz _ _); unfold score.
  replace (a * t + inner b w - (a * s + inner b v)) with (a * (t - s) + (inner b w - inner b v)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult.
  pose proof (inner_step b w v ltac:(congruence)) as I1.
  pose proof (Rabs_pos a) as A; pose proof (Rabs_pos t) as T; pose proof (Rabs_pos s) as S; pose proof (Rabs_pos (t - s)) as D.
  pose proof (size_nonneg w) as W; pose proof (size_nonneg v) as V; pose proof (distance_nonneg w v) as E.
  pose proof (size_nonneg b) as B.
  set (N := 1 + (Rabs t + size w) + (Rabs s + size v)); set (Dt := Rabs (t - s) + distance w v).
  apply Rle_trans with ((Rabs a + size b) * Dt).
  - unfold Dt; rewrite Rmult_plus_distr_r, !Rmult_plus_distr_l.
    assert (0 <= Rabs a * distance w v) by (apply Rmult_le_pos; assumption).
    assert (0 <= size b * Rabs (t - s)) by (apply Rmult_le_pos; assumption); lra.
  - rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|].
    rewrite <- (Rmult_1_l Dt) at 1; apply Rmult_le_compat_r; [unfold Dt; lra|unfold N; lra].
Qed.

Lemma square_ok d : normal_ok d (fun t _ => t * t).
Proof.
  apply (ok_of_steps d _ 1); [lra|]; intros t s w v _ _.
  replace (t * t - s * s) with ((t + s) * (t - s)) by ring; rewrite Rabs_mult, Rmult_1_l.
  pose proof (Rabs_triang t s); pose proof (Rabs_pos (t + s)).
  pose proof (size_nonneg w); pose proof (size_nonneg v); pose proof (distance_nonneg w v).
  apply Rmult_le_compat; try apply Rabs_pos; lra.
Qed.

(** ** The law *)

Section Law.
Variable d : nat.
Notation E := (normal_law d).
Notation ok := (normal_ok d).

Lemma law_ext f g : (forall t w, f t w = g t w) -> ok f -> ok g.
Proof. intros H; apply tame_list_ext; intros l _; apply H. Qed.

Lemma law_plus f g : ok f -> ok g -> E (fun t w => f t w + g t w) = E f + E g.
Proof. intros F G; apply (normals_plus (S d) (of_list f) (of_list g)); assumption. Qed.

Lemma law_scale a f : ok f -> E (fun t w => a * f t w) = a * E f.
Proof. intros F; apply (normals_scale (S d) a (of_list f)); assumption. Qed.

Lemma law_le f g : ok f -> ok g -> (forall t w, f t w <= g t w) -> E f <= E g.
Proof. intros F G H; apply normals_le; [exact F|exact G|intros l _; apply H]. Qed.

Lemma law_one : E (fun _ _ => 1) = 1.
Proof. apply (normals_one (S d)). Qed.

Lemma law_strict f g : ok f -> ok g -> (forall t w, f t w <= g t w) -> (forall t w, t <> 0 -> f t w < g t w) -> E f < E g.
Proof.
  intros F G L S; assert (D : tame_list (Datatypes.S d) (of_list (fun t w => g t w + -1 * f t w))).
  { apply (tame_list_plus _ (of_list g) (fun l => -1 * of_list f l)); [exact G|apply tame_list_scale, F]. }
  assert (P : 0 < E (fun t w => g t w + -1 * f t w)).
  { apply normals_pos_first; [exact D| |].
    - intros l _; unfold of_list; specialize (L (hd 0 l) (tl l)); lra.
    - intros x l _ X; unfold of_list; simpl; specialize (S x l X); lra. }
  rewrite (law_plus g (fun t w => -1 * f t w)), law_scale in P; [lra|exact F|exact G|].
  apply (tame_list_scale _ (-1) (of_list f)), F.
Qed.

(** All coordinates may change their sign, and t alone: so may w alone. *)
Lemma law_opp f : ok f -> ok (fun t w => f (- t) (reflect w)) /\ E f = E (fun t w => f (- t) (reflect w)).
Proof.
  intros F; assert (X : forall l, length l = S d -> of_list f (map Ropp l) = of_list (fun t w => f (- t) (reflect w)) l)
    by (intros [|t w] L; [discriminate|reflexivity]).
  split; [apply (tame_list_ext _ _ _ X), tame_list_opp, F|].
  transitivity (normals (S d) (fun l => of_list f (map Ropp l))); [symmetry; apply normals_opp, F|].
  apply normals_ext; [apply tame_list_opp, F|exact X].
Qed.

Lemma law_opp_first f : ok f -> ok (fun t w => f (- t) w) /\ E f = E (fun t w => f (- t) w).
Proof.
  intros F; assert (O : ok (fun t w => f (- t) w)).
  { destruct F as [C [C0 H]]; apply (ok_of_steps d _ C C0); intros t s w v Lw Lv.
    specialize (H (- t :: w) (- s :: v) ltac:(simpl; congruence) ltac:(simpl; congruence)).
    unfold of_list in H; simpl in H; rewrite !Rabs_Ropp in H.
    replace (- t - - s) with (- (t - s)) in H by ring; rewrite Rabs_Ropp in H; exact H. }
  split; [exact O|]; unfold normal_law; cbn [normals]; symmetry.
  apply (normal_mean_opp (fun x => normals d (fun l => of_list f (x :: l)))), normals_tame, F.
Qed.

Lemma law_symmetric f : ok f -> E f = E (fun t w => f t (reflect w)).
Proof.
  intros F; destruct (law_opp f F) as [O ->]; destruct (law_opp_first _ O) as [O' ->].
  apply normals_ext; [exact O'|]; intros l _; unfold of_list; rewrite Ropp_involutive; reflexivity.
Qed.
End Law.

(** ** Blindness *)

Theorem blindness_normal_law d r : 0 < r ->
  (forall eta, 0 < eta <= 1 -> exists a, scale_at (normal_law d) r eta a /\ a <= r /\
     (forall b, along_at (normal_law d) r eta b = 0 -> b = a) /\
     (forall da dbeta, slope_at (normal_law d) r eta a da dbeta = 0) /\
     (forall a' beta, loss_at (normal_law d) r eta a [] <= loss_at (normal_law d) r eta a' beta) /\
     (forall t w, 0 < T3_DownstreamBlindness.score a [] t w <-> 0 < T3_DownstreamBlindness.score r [] t w)) /\
  scale_at (normal_law d) r 1 r /\
  (forall eta eta' a a', scale_at (normal_law d) r eta a -> scale_at (normal_law d) r eta' a' -> eta < eta' -> a < a').
Proof.
  intros Hr; apply (blindness_any_law (normal_law d) (normal_ok d) r Hr).
  - apply law_ext.
  - intros f g F G; apply (tame_list_plus _ (of_list f) (of_list g)); assumption.
  - intros a f F; apply (tame_list_scale _ a (of_list f)), F.
  - apply law_plus.
  - apply law_scale.
  - apply law_le.
  - apply law_strict.
  - apply law_symmetric.
  - apply square_ok.
  - apply along_ok.
  - apply off_ok.
  - apply softplus_ok.
Qed.

(** ** Features that are correlated with t *)

(** x_i = rho_i t + w_i. *)
Fixpoint features (rho : list R) (t : R) (w : list R) : list R :=
  match rho, w with p :: rho', y :: w' => p * t + y :: features rho' t w' | _, _ => w end.

Definition normal_features (rho : list R) (f : R -> list R -> R) : R :=
  normal_law (length rho) (fun t w => f t (features rho t w)).

Lemma inner_features rho t : forall b w, length w = length rho ->
  inner b (features rho t w) = inner b rho * t + inner b w.
Proof.
  induction rho as [|p rho IH]; intros [|x b] [|y w] L; simpl in *; try discriminate; try ring.
  rewrite IH by congruence; ring.
Qed.

(** A parameter (a, b) on the features is (a + <b, rho>, b) on (t, w). *)
Lemma score_features rho a b t w : length w = length rho ->
  T3_DownstreamBlindness.score a b t (features rho t w) = T3_DownstreamBlindness.score (a + inner b rho) b t w.
Proof. intros L; unfold T3_DownstreamBlindness.score; rewrite inner_features by exact L; ring. Qed.

Theorem blindness_normal_features rho r : 0 < r -> forall eta, 0 < eta <= 1 -> exists a, 0 < a <= r /\
  along_at (normal_features rho) r eta a = 0 /\
  (forall b, along_at (normal_features rho) r eta b = 0 -> b = a) /\
  (forall da dbeta, slope_at (normal_features rho) r eta a da dbeta = 0) /\
  (forall a' beta, loss_at (normal_features rho) r eta a [] <= loss_at (normal_features rho) r eta a' beta).
Proof.
  intros Hr eta He; destruct (blindness_normal_law (length rho) r Hr) as [B _].
  destruct (B eta He) as [a [[A Z] [Ar [U [G [L _]]]]]]; exists a.
  assert (Same : forall f g, (forall t w, length w = length rho -> f t (features rho t w) = g t w) ->
    forall t l, length l = length rho -> of_list (fun t w => f t (features rho t w)) (t :: l) = of_list g (t :: l))
    by (intros f g H t l Hl; apply H, Hl).
  assert (Eq : forall f g, normal_ok (length rho) g -> (forall t w, length w = length rho -> f t (features rho t w) = g t w) ->
    normal_features rho f = normal_law (length rho) g).
  { intros f g T H; symmetry; apply normals_ext; [exact T|]; intros [|t l] Hl; [discriminate|].
    symmetry; apply Same; [exact H|simpl in Hl; congruence]. }
  split; [lra|split; [exact Z|split; [exact U|split]]].
  - intros da dbeta; rewrite <- (G (da + inner dbeta rho) dbeta); unfold slope_at.
    apply (Eq _ (fun t w => (sigma (a * t) - label_probability r eta t) *
      T3_DownstreamBlindness.score (da + inner dbeta rho) dbeta t w)).
    + apply (ok_slope (normal_ok (length rho)) r (law_ext _)); [| |apply along_ok|apply off_ok].
      * intros f g F H; apply (tame_list_plus _ (of_list f) (of_list g)); assumption.
      * intros k f F; apply (tame_list_scale _ k (of_list f)), F.
    + intros t w Lw; rewrite score_features by exact Lw; reflexivity.
  - intros a' beta; apply Rle_trans with (loss_at (normal_law (length rho)) r eta (a' + inner beta rho) beta); [apply L|].
    right; symmetry; unfold loss_at.
    apply (Eq _ (fun t w => - (label_probability r eta t *
      ln (sigma (T3_DownstreamBlindness.score (a' + inner beta rho) beta t w)) + (1 - label_probability r eta t) *
      ln (1 - sigma (T3_DownstreamBlindness.score (a' + inner beta rho) beta t w))))).
    + apply (law_ext _ (fun t w => softplus (T3_DownstreamBlindness.score (a' + inner beta rho) beta t w) -
        label_probability r eta t * T3_DownstreamBlindness.score (a' + inner beta rho) beta t w)).
      { intros t w; symmetry; apply loss_integrand. }
      apply (ok_loss (normal_ok (length rho)) r (law_ext _)); [| |apply along_ok|apply off_ok|apply softplus_ok].
      * intros f g F H; apply (tame_list_plus _ (of_list f) (of_list g)); assumption.
      * intros k f F; apply (tame_list_scale _ k (of_list f)), F.
    + intros t w Lw; rewrite score_features by exact Lw; reflexivity.
Qed.
