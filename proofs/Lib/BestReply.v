(** * Global best replies from first-order conditions

    In words.  Effort is worth f(q(e)) - c(e) to the annotator.  If the cost rises in the
    probability of agreement with increasing slope (c after q's inverse is convex) and f
    is concave, the first-order condition f'(q(eta)) q'(eta) = c'(eta) makes eta a global
    best reply: no deviation, however large, is better ([concave_implements]).

    - [cost_supporting_line]: c(e) >= c(eta) + c'/q' (q(e) - q(eta)) for all efforts e.
    - [mean_derive], [mean_concave]: d/dq E_q[w(S)] = n E_{n-1}[w(S+1) - w(S)], so pay whose
      utility is concave in the count has an expected utility concave in q (Bernstein).

    Source.  Convexity; derivative of Bernstein polynomials.

    Assumed: q differentiable at eta with q' > 0, c differentiable at eta. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Mills.
Open Scope R_scope.

(** The cost as a function of the probability of agreement is convex: for an effort x between
    two others, the cost of x is at most the chord's. *)
Definition convex_in_agreement (q c : R -> R) : Prop :=
  forall e1 e2 x, 0 <= e1 -> e1 < x < e2 -> e2 <= 1 ->
    (c x) * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1).

(** It is what convexity of k = c o q^-1 says. *)
Lemma convex_composition q c k :
  (forall e, 0 <= e <= 1 -> c e = k (q e)) ->
  (forall x y, 0 <= x -> x < y -> y <= 1 -> q x < q y) ->
  (forall x y t, 0 <= t <= 1 -> q 0 <= x <= q 1 -> q 0 <= y <= q 1 ->
     k (t * x + (1 - t) * y) <= t * k x + (1 - t) * k y) ->
  convex_in_agreement q c.
Proof.
  intros Ek Inc Ck e1 e2 x H1 Hx H2.
  assert (M : forall e, 0 <= e <= 1 -> q 0 <= q e <= q 1).
  { intros e [[L|L] [G|G]]; subst; try lra.
    - pose proof (Inc 0 e ltac:(lra) L ltac:(lra)); pose proof (Inc e 1 ltac:(lra) G ltac:(lra)); lra.
    - pose proof (Inc 0 1 ltac:(lra) ltac:(lra) ltac:(lra)); lra.
    - pose proof (Inc 0 1 ltac:(lra) ltac:(lra) ltac:(lra)); lra. }
  pose proof (Inc e1 x ltac:(lra) ltac:(lra) ltac:(lra)) as A.
  pose proof (Inc x e2 ltac:(lra) ltac:(lra) ltac:(lra)) as B.
  set (D := q e2 - q e1); assert (D0 : 0 < D) by (unfold D; lra).
  set (t := (q e2 - q x) / D).
  assert (Tm : t * D = q e2 - q x) by (unfold t; field; lra).
  assert (T : 0 <= t <= 1) by (unfold D in *; split; nra).
  pose proof (Ck (q e1) (q e2) t T (M e1 ltac:(lra)) (M e2 ltac:(lra))) as C.
  replace (t * q e1 + (1 - t) * q e2) with (q x) in C by (unfold D in Tm; lra).
  rewrite !Ek by lra.
  apply Rmult_le_compat_r with (r := D) in C; [|lra].
  replace ((t * k (q e1) + (1 - t) * k (q e2)) * D)
    with (k (q e1) * (t * D) + k (q e2) * (D - t * D)) in C by ring.
  rewrite Tm in C; unfold D in *; nra.
Qed.

(** A function that vanishes at x and has the sign of the step towards e has a slope of that sign. *)
Lemma slope_sign f x e l : is_derive f x l -> f x = 0 ->
  (forall t, 0 < t < 1 -> 0 <= f (x + t * (e - x)) * (e - x)) -> e <> x -> 0 <= l.
Proof.
  intros D Z H N; apply is_derive_Reals in D.
  destruct (Rle_or_lt 0 l) as [L|L]; [exact L|exfalso].
  destruct (D (- l) ltac:(lra)) as [r Hr].
  pose proof (cond_pos r) as R0; set (w := Rabs (e - x)).
  assert (W : 0 < w) by (apply Rabs_pos_lt; lra).
  set (t := Rmin (1 / 2) (r / (2 * w))).
  assert (T1 : t <= 1 / 2) by apply Rmin_l.
  assert (T2 : t <= r / (2 * w)) by apply Rmin_r.
  assert (T0 : 0 < t) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  specialize (H t ltac:(lra)); set (s := t * (e - x)) in *.
  assert (S0 : s <> 0) by (apply Rmult_integral_contrapositive_currified; lra).
  assert (Sm : Rabs s < r).
  { unfold s; rewrite Rabs_mult, (Rabs_right t) by lra; fold w.
    apply Rmult_le_compat_r with (r := w) in T2; [|lra].
    replace (r / (2 * w) * w) with (r / 2) in T2 by (field; lra); lra. }
  specialize (Hr s S0 Sm); rewrite Z, Rminus_0_r in Hr; apply Rabs_def2 in Hr.
  assert (Q : 0 <= f (x + s) / s); [|lra].
  replace (f (x + s) / s) with (f (x + s) * (e - x) * (t / (s * s)))
    by (unfold s in *; field; lra).
  apply Rmult_le_pos; [exact H|].
  apply Rdiv_le_0_compat; [lra|]; apply Rlt_0_sqr; exact S0.
Qed.

Section BestReply.
Variables (q c : R -> R) (eta d c1 : R).
Hypothesis Heta : 0 <= eta <= 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Hd : 0 < d.
Hypothesis Hc : is_derive c eta c1.
Hypothesis Conv : convex_in_agreement q c.

Lemma cost_supporting_line e : 0 <= e <= 1 ->
  c eta + c1 / d * (q e - q eta) <= c e.
Proof.
  intros He; destruct (Req_dec e eta) as [->|N].
  { replace (q eta - q eta) with 0 by ring; lra. }
  pose (F := (fun x : R => (c e - c eta) * (q x - q eta) - (q e - q eta) * (c x - c eta)) : R -> R).
  assert (Z : F eta = 0) by (unfold F; ring).
  assert (D : is_derive F eta ((c e - c eta) * d - (q e - q eta) * c1)).
  { unfold F; auto_derive.
    - split; [exists d; exact Hq|split; [exists c1; exact Hc|trivial]].
    - replace (Derive (fun x => q x) eta) with d by (symmetry; apply is_derive_unique; exact Hq).
      replace (Derive (fun x => c x) eta) with c1 by (symmetry; apply is_derive_unique; exact Hc).
      ring. }
  assert (0 <= (c e - c eta) * d - (q e - q eta) * c1).
  { apply (slope_sign F eta e); [exact D|exact Z| |exact N].
    intros t Ht; set (x := eta + t * (e - eta)).
    destruct (Rtotal_order eta e) as [L|[L|L]]; [|congruence|].
    - assert (X : eta < x < e) by (unfold x; split; nra).
      pose proof (Conv eta e x ltac:(lra) X ltac:(lra)) as K; unfold F; apply Rmult_le_pos; lra.
    - assert (X : e < x < eta) by (unfold x; split; nra).
      pose proof (Conv e eta x ltac:(lra) X ltac:(lra)) as K; unfold F.
      replace (((c e - c eta) * (q x - q eta) - (q e - q eta) * (c x - c eta)) * (e - eta))
        with (((q e - q eta) * (c x - c eta) - (c e - c eta) * (q x - q eta)) * (eta - e)) by ring.
      apply Rmult_le_pos; lra. }
  apply Rmult_le_reg_r with d; [exact Hd|].
  replace ((c eta + c1 / d * (q e - q eta)) * d) with (c eta * d + c1 * (q e - q eta)) by (field; lra).
  lra.
Qed.

(** Expected utility f, as a function of the probability of agreement, below its tangent at q(eta):
    then the first-order condition suffices. *)
Theorem concave_implements (f : R -> R) s : s * d = c1 ->
  (forall e, 0 <= e <= 1 -> f (q e) <= f (q eta) + s * (q e - q eta)) ->
  forall e, 0 <= e <= 1 -> f (q e) - c e <= f (q eta) - c eta.
Proof.
  intros Foc Hf e He; specialize (Hf e He); pose proof (cost_supporting_line e He) as L.
  replace (c1 / d) with s in L by (rewrite <- Foc; field; lra); lra.
Qed.
End BestReply.

(** ** Utility concave in the count *)

Lemma mean_derive n : forall w q,
  is_derive (fun x => mean x (S n) w) q (INR (S n) * mean q n (fun k => w (S k) - w k)).
Proof.
  induction n as [|n IH]; intros w q.
  - simpl; auto_derive; [trivial|ring].
  - set (X := fun x => mean x (S n) (fun k => w (S k))); set (Y := fun x => mean x (S n) w).
    change (is_derive (fun x => x * X x + (1 - x) * Y x) q
      (INR (S (S n)) * mean q (S n) (fun k => w (S k) - w k))).
    pose proof (IH (fun k => w (S k)) q) as DX; pose proof (IH w q) as DY; fold X in DX; fold Y in DY.
    auto_derive.
    + repeat split; [exists (INR (S n) * mean q n (fun k => w (S (S k)) - w (S k)))
                    |exists (INR (S n) * mean q n (fun k => w (S k) - w k))]; assumption.
    + replace (Derive (fun x => X x) q) with (INR (S n) * mean q n (fun k => w (S (S k)) - w (S k)))
        by (symmetry; apply is_derive_unique; exact DX).
      replace (Derive (fun x => Y x) q) with (INR (S n) * mean q n (fun k => w (S k) - w k))
        by (symmetry; apply is_derive_unique; exact DY).
      assert (D : X q - Y q = mean q (S n) (fun k => w (S k) - w k)).
      { unfold X, Y.
        rewrite (mean_ext q (S n) (fun k => w (S k) - w k) (fun k => w (S k) + -1 * w k))
          by (intros; ring).
        rewrite mean_plus, mean_scale; ring. }
      replace (INR (S (S n))) with (INR (S n) + 1) by (rewrite (S_INR (S n)); ring).
      transitivity (X q - Y q + INR (S n) * mean q (S n) (fun k => w (S k) - w k));
        [cbn [mean]; ring|rewrite D; ring].
Qed.

Section Concave.
Variables (n : nat) (w : nat -> R).
(** Up to count n + 1 alone: no other occurs. *)
Hypothesis Conc : forall k, (S k <= n)%nat -> w (S (S k)) - w (S k) <= w (S k) - w k.

(** The marginal utility of a higher probability of agreement falls. *)
Lemma marginal_decreasing x y : 0 <= x <= y -> y <= 1 ->
  mean y n (fun k => w (S k) - w k) <= mean x n (fun k => w (S k) - w k).
Proof.
  intros Hx Hy; destruct n as [|m]; [simpl; lra|].
  apply (derive_nonpos_ge (fun z => mean z (S m) (fun k => w (S k) - w k))
    (fun z => INR (S m) * mean z m (fun k => (w (S (S k)) - w (S k)) - (w (S k) - w k))) x y); [lra| |].
  - intros z _; apply (mean_derive m (fun k => w (S k) - w k)).
  - intros z Hz; assert (mean z m (fun k => w (S (S k)) - w (S k) - (w (S k) - w k)) <= 0).
    { rewrite <- (mean_const z m 0); apply mean_le; [lra|]; intros k Hk; specialize (Conc k ltac:(lia)); lra. }
    pose proof (pos_INR (S m)); nra.
Qed.

Theorem mean_concave x y : 0 <= x <= 1 -> 0 <= y <= 1 ->
  mean y (S n) w <= mean x (S n) w + INR (S n) * mean x n (fun k => w (S k) - w k) * (y - x).
Proof.
  intros Hx Hy.
  set (g := fun z => INR (S n) * mean z n (fun k => w (S k) - w k)).
  change (mean y (S n) w <= mean x (S n) w + g x * (y - x)).
  destruct (MVT_gen (fun z => mean z (S n) w) x y g) as [z [Bz Ez]].
  - intros z _; apply mean_derive.
  - intros z _; apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)); exists (g z); apply mean_derive.
  - assert (0 <= INR (S n)) by apply pos_INR.
    assert (M : forall a b, 0 <= a <= b -> b <= 1 -> g b <= g a).
    { intros a b A B; unfold g; apply Rmult_le_compat_l; [assumption|apply marginal_decreasing; assumption]. }
    revert Bz; unfold Rmin, Rmax; destruct (Rle_dec x y); intros Bz.
    + pose proof (M x z ltac:(lra) ltac:(lra)); nra.
    + pose proof (M z x ltac:(lra) ltac:(lra)); nra.
Qed.
End Concave.
