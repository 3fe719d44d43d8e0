(** * T9, two tiers from above: a guard and a spur

    In words.  In the model of T9_TwoTiers.v: from some n on, two whole thresholds with two bonuses make effort e a best
    reply among all efforts in [0, 1], within the limits on pay, and cost at most a constant times
    sqrt(log n / log log n)/n above the first-best wage ([two_tier_upper]).

    How.  The guard, a bonus larger than c(e), stands sqrt(n log n) below the mean count, where it is failed with
    probability 1/n at e and passed with probability 1/log n at efforts a little lower.  The spur, of size
    sqrt(log n / n), stands where its slope gives what is left of the marginal incentive, which is sqrt(log log n)
    standard deviations below the mean or more ([spur_far]).  Above the spur's rate both are concave in the probability of
    agreement; between the two rates the spur deters, below both the guard ([two_tier_best_reply]).

    Source.  This project.

    Assumed.  h below a parabola that touches it at U0 + c(e), on utilities between umin < U0 and some top > U0 + c(e);
    the cost nonnegative and convex in the probability of agreement. *)

From Coq Require Import Reals List Lra Lia PeanoNat ZArith.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples Curvature BestReply CountDeviation Thresholds.
From FirstBest.Lib Require Import CountTails TestMoments LogLog.
From FirstBest Require Import T7_Limit T9_TwoTiers.
Open Scope R_scope.

(** From the threshold's rate on, failing falls ever more slowly. *)
Lemma threshold_tangent q p n m : 0 < q -> 0 <= p <= 1 -> q <= 1 -> (m <= n)%nat -> INR m <= INR n * q -> INR m <= INR n * p ->
  0 < p -> mean q (S n) (below m) - steepness q n m * (p - q) <= mean p (S n) (below m).
Proof.
  intros Q0 Hp Q1 Hm Mq Mp P0.
  destruct (MVT_gen (fun z => mean z (S n) (below m)) q p (fun z => - steepness z n m)) as [z [Bz Ez]].
  - intros z _; apply threshold_derive.
  - intros z _; apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply threshold_derive.
  - assert (W : steepness z n m * (p - q) <= steepness q n m * (p - q)); [|lra].
    revert Bz; unfold Rmin, Rmax; destruct (Rle_dec q p) as [Q|Q]; intros Bz.
    + apply Rmult_le_compat_r; [lra|]; apply steepness_decreasing; (assumption || lra).
    + assert (steepness q n m <= steepness z n m); [|nra].
      apply steepness_decreasing; try (assumption || lra).
      apply Rle_trans with (1 := Mp), Rmult_le_compat_l; [apply pos_INR|lra].
Qed.

Lemma below_order q n i j : 0 <= q <= 1 -> (i <= j)%nat -> mean q n (below i) <= mean q n (below j).
Proof.
  intros Hq L; apply mean_le; [exact Hq|]; intros k _; unfold below.
  destruct (Nat.ltb_spec k i), (Nat.ltb_spec k j); (lra || lia).
Qed.

(** The slope of a threshold and its mean shortfall. *)
Lemma steep_rare q n m F : probability q -> 0 <= F -> mean q (S n) (below m) <= / INR (S n) -> / INR (S n) <= F ^ 4 ->
  q * (1 - q) * steepness q n m <= F.
Proof.
  intros Pq HF Rare HN; pose proof Pq as [P0 P1].
  assert (N0 : 0 < INR (S n)) by (apply lt_0_INR; lia).
  rewrite <- threshold_shortfall by exact Pq; apply fourth_le; [exact HF|]; apply Rle_trans with (2 := HN).
  apply Rle_trans with (1 := shortfall_rare q (S n) (below m) ltac:(lra) ltac:(lia) (below_range m)).
  assert (F0 : 0 <= mean q (S n) (below m)) by (apply mean_nonneg; [lra|intros; apply below_range]).
  apply Rle_trans with (INR (S n) * INR (S n) * (/ INR (S n)) ^ 3).
  - apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|apply pow_incr; lra].
  - apply Req_le; field; lra.
Qed.

Section Reply.
Variables (q c : R -> R) (e d c1 : R).
Hypothesis He : 0 <= e <= 1.
Hypothesis Hq : is_derive q e d.
Hypothesis Hd : 0 < d.
Hypothesis Hc : is_derive c e c1.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Pq : probability (q e).
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Hc1 : 0 < c1.

Lemma two_tier_best_reply n m0 b0 m1 b1 v eps D : 0 <= b0 -> 0 <= b1 -> (m0 <= m1)%nat ->
  b0 * steepness (q e) n m0 + b1 * steepness (q e) n m1 = c1 / d ->
  INR m1 <= INR n * q e -> (0 < n)%nat ->
  0 < v <= 1 / 4 -> v <= INR m1 / INR n * (1 - INR m1 / INR n) -> 10 <= v * v * sqrt (INR (S n)) ->
  0 < eps -> 0 < D -> D <= INR m0 - INR (S n) * (q e - eps) ->
  let f i := mean (q e) (S n) (below i) in
  c1 / d * eps + b1 * f m1 <= b1 * ((v * v) * (v * v) / 4) ->
  b0 * / (D * D / INR (S n)) + b0 * f m0 + b1 <= b0 - c e ->
  forall a, 0 <= a <= 1 ->
    b0 * (1 - mean (q a) (S n) (below m0)) + b1 * (1 - mean (q a) (S n) (below m1)) - c a <=
    b0 * (1 - f m0) + b1 * (1 - f m1) - c e.
Proof.
  intros B0 B1 Hm Foc Mq Hn Hv Vx Big Ep HD Loc f Near Far a Ha.
  pose proof (lt_0_INR n Hn) as N0; pose proof (lt_0_INR (S n) ltac:(lia)) as Sn0; pose proof Pq as [P0 P1].
  pose proof (Q01 a Ha) as Pa.
  pose proof (cost_supporting_line q c e d c1 He Hq Hd Hc Conv a Ha) as Ca.
  assert (K0 : 0 < c1 / d) by (apply Rdiv_lt_0_compat; assumption); set (k := c1 / d) in *.
  set (x := INR m1 / INR n) in *; set (p := q a) in *.
  assert (Mx : INR m1 = INR n * x) by (unfold x; field; lra).
  assert (X : 0 < x < 1).
  { assert (0 <= x) by (apply Rdiv_le_0_compat; [apply pos_INR|exact N0]); split; nra. }
  assert (Hmn : (m1 <= n)%nat) by (apply INR_le; rewrite Mx; nra).
  pose proof (le_INR _ _ Hm) as Hm'.
  assert (R1 : forall z i, 0 <= z <= 1 -> 0 <= mean z (S n) (below i) <= 1)
    by (intros; apply mean_range; [assumption|apply below_range]).
  destruct (Rle_or_lt x p) as [Hp|Hp].
  - assert (Mp : INR m1 <= INR n * p) by (rewrite Mx; apply Rmult_le_compat_l; lra).
    pose proof (threshold_tangent (q e) p n m0 P0 Pa ltac:(lra) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(lra)) as T0.
    pose proof (threshold_tangent (q e) p n m1 P0 Pa ltac:(lra) ltac:(lia) ltac:(lra) ltac:(lra) ltac:(lra)) as T1.
    fold (f m0) in T0; fold (f m1) in T1.
    apply Rmult_le_compat_l with (r := b0) in T0; [|exact B0]; apply Rmult_le_compat_l with (r := b1) in T1; [|exact B1].
    assert (F : b0 * steepness (q e) n m0 * (p - q e) + b1 * steepness (q e) n m1 * (p - q e) = k * (p - q e))
      by (rewrite <- Foc; ring).
    lra.
  - assert (pq : p <= q e) by (assert (INR n * x <= INR n * q e) by lra; apply Rmult_le_reg_l in H; lra).
    destruct (Rle_or_lt (q e - eps) p) as [Hn'|Hf].
    + assert (L : (v * v) * (v * v) / 4 <= mean p (S n) (below m1)).
      { apply Rle_trans with (mean x (S n) (below m1)).
        - apply below_probable; try assumption; try lia; try lra.
          rewrite S_INR; apply Rabs_le_between; lra.
        - apply mean_falls; [intros; apply threshold_falls|lra|lra]. }
      assert (L0 : f m0 <= mean p (S n) (below m0)) by (apply mean_falls; [intros; apply threshold_falls|lra|lra]).
      apply Rmult_le_compat_l with (r := b1) in L; [|exact B1].
      apply Rmult_le_compat_l with (r := b0) in L0; [|exact B0].
      assert (k * (q e - p) <= k * eps) by (apply Rmult_le_compat_l; lra).
      lra.
    + pose proof (Hcpos a Ha).
      assert (L : 1 - mean p (S n) (below m0) <= / (INR (S n) * (D / INR (S n) * (D / INR (S n))))).
      { apply threshold_passed; [exact Pa|apply Rdiv_lt_0_compat; lra|].
        replace (INR (S n) * (D / INR (S n))) with D by (field; lra).
        assert (INR (S n) * p <= INR (S n) * (q e - eps)) by (apply Rmult_le_compat_l; lra); lra. }
      replace (INR (S n) * (D / INR (S n) * (D / INR (S n)))) with (D * D / INR (S n)) in L by (field; lra).
      apply Rmult_le_compat_l with (r := b0) in L; [|exact B0].
      assert (b1 * (1 - mean p (S n) (below m1)) <= b1 * 1) by (apply Rmult_le_compat_l; [exact B1|pose proof (R1 p m1 Pa); lra]).
      assert (b1 * f m1 <= b1 * 1) by (apply Rmult_le_compat_l; [exact B1|apply R1; lra]).
      lra.
Qed.
End Reply.

(** A threshold whose slope is at most sqrt(n / log n) times v^2 stands far from the mean. *)
Lemma spur_far q n m y l : probability q -> (0 < n)%nat -> 0 < steepness q n m <= y -> INR m <= INR n * q -> 1 <= l ->
  let v := q * (1 - q) / 2 in
  10 <= v * v * sqrt (INR (S n)) -> l <= INR n * (q * (1 - q)) -> 16 <= INR n * (q * (1 - q)) ->
  y < v * v * sqrt (INR (S n)) * exp (- (l / 4)) ->
  q * (1 - q) / 6 * (sqrt (INR (S n)) * sqrt l) <= INR (S n) * q - INR m.
Proof.
  intros Pq Hn Hs Hm Hl v Big Ln N16 Hy; pose proof (var_range q Pq) as V; pose proof Pq as [P0 P1].
  set (var := q * (1 - q)) in *; pose proof (lt_0_INR n Hn) as N0.
  destruct m as [|j].
  { exfalso; unfold steepness in Hs; rewrite (mean_ext q n (before 0) (fun _ => 0)) in Hs by reflexivity.
    rewrite mean_const, Rmult_0_r in Hs; lra. }
  unfold steepness in Hs; change (before (S j)) with (point j) in Hs; rewrite (S_INR j) in Hm |- *.
  set (g := INR n * q - INR j).
  assert (g1 : 1 <= g) by (unfold g; lra).
  assert (Gl : INR n * var * l / 4 < g * g).
  { destruct (Rlt_or_le (INR n * var * l / 4) (g * g)) as [L|L]; [exact L|exfalso].
    assert (Gn : g <= INR n * (var / 2)).
    { apply Rsqr_incr_0_var; [unfold Rsqr|apply Rmult_le_pos; lra].
      apply Rle_trans with (1 := L).
      replace (INR n * (var / 2) * (INR n * (var / 2))) with (INR n * var * (INR n * var) / 4) by field.
      assert (X : INR n * var * l <= INR n * var * (INR n * var)) by (apply Rmult_le_compat_l; lra).
      clear - X; lra. }
    pose proof (point_lower q n j g Pq Hn ltac:(unfold g; ring) ltac:(fold var; split; lra) Big) as P.
    fold var v in P.
    assert (E : exp (- (l / 4)) <= exp (- (g * g / (INR n * var)))).
    { assert (X : g * g / (INR n * var) <= l / 4).
      { apply Rmult_le_reg_r with (INR n * var); [lra|].
        replace (g * g / (INR n * var) * (INR n * var)) with (g * g) by (field; split; lra); lra. }
      destruct X as [X|X]; [left; apply exp_increasing; lra|rewrite X; lra]. }
    assert (v * v * sqrt (INR (S n)) * exp (- (l / 4)) <=
      v * v * sqrt (INR (S n)) * exp (- (g * g / (INR n * var)))) by (apply Rmult_le_compat_l; [lra|exact E]).
    lra. }
  assert (nl : 16 <= INR n * var * l) by (rewrite <- (Rmult_1_r 16); apply Rmult_le_compat; lra).
  assert (g2 : 2 <= g) by (apply Rnot_lt_le; intros L; assert (g * g < 2 * 2) by (apply Rmult_le_0_lt_compat; lra); lra).
  apply Rle_trans with (g / 2); [|rewrite (S_INR n); assert (g = INR n * q - INR j) by reflexivity; lra].
  apply Rsqr_incr_0_var; [unfold Rsqr|lra].
  assert (Sn : INR (S n) <= 2 * INR n) by (rewrite S_INR; apply le_INR in Hn; simpl in Hn; lra).
  assert (Sq : sqrt (INR (S n)) * sqrt (INR (S n)) = INR (S n)) by (apply sqrt_sqrt, pos_INR).
  assert (Sl : sqrt l * sqrt l = l) by (apply sqrt_sqrt; lra).
  replace (var / 6 * (sqrt (INR (S n)) * sqrt l) * (var / 6 * (sqrt (INR (S n)) * sqrt l)))
    with (var * var / 36 * (sqrt (INR (S n)) * sqrt (INR (S n)) * (sqrt l * sqrt l))) by field.
  rewrite Sq, Sl.
  assert (A : INR (S n) * l <= 2 * (INR n * l)) by (rewrite <- Rmult_assoc; apply Rmult_le_compat_r; lra).
  assert (B : var * var / 36 * (INR (S n) * l) <= var * var / 36 * (2 * (INR n * l))).
  { apply Rmult_le_compat_l; [|exact A]; assert (0 <= var * var) by (apply Rmult_le_pos; lra); lra. }
  assert (C : var * (INR n * var * l) <= 1 / 4 * (INR n * var * l)) by (apply Rmult_le_compat_r; lra).
  lra.
Qed.
