(** * T9, two tiers from above: the contract

    In words.  In the model of T9_TwoTiers.v: from some n on, two whole thresholds with two bonuses make effort e a best
    reply among all efforts in [0, 1], within the limits on pay, and cost at most a constant times
    sqrt(log n / log log n)/n above the first-best wage ([two_tier_upper]).  How: T9_TwoTierUpper.v.

    Source.  This project.

    Assumed.  h below a parabola that touches it at U0 + c(e), on utilities between umin < U0 and some top > U0 + c(e);
    the cost nonnegative and convex in the probability of agreement. *)

From Coq Require Import Reals List Lra Lia PeanoNat ZArith.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples Curvature BestReply CountDeviation Thresholds.
From FirstBest.Lib Require Import CountTails TestMoments LogLog.
From FirstBest Require Import T7_Limit T9_TwoTiers T9_TwoTierUpper.
Open Scope R_scope.

(** The whole number just above t, and just below. *)
Lemma whole_above t : 0 <= t -> exists m, t < INR m <= t + 1.
Proof.
  intros T; destruct (archimed t) as [U1 U2].
  assert (UZ : (0 <= up t)%Z) by (apply le_IZR; lra).
  exists (Z.to_nat (up t)); rewrite INR_IZR_INZ, Z2Nat.id by exact UZ; lra.
Qed.

Lemma whole_below t : 0 <= t -> exists m, t - 1 < INR m <= t.
Proof.
  intros T; destruct (whole_above t T) as [m [M1 M2]]; destruct m as [|m]; [simpl in M1; lra|].
  exists m; rewrite S_INR in *; lra.
Qed.

(** The two thresholds, in numbers that do not depend on n: bonus b0 of the guard, k = c'/q' the marginal incentive. *)
Record pair (q k b0 : R) (n m0 m1 : nat) (b1 : R) : Prop := {
  guard_below : (m0 <= m1)%nat;
  guard_place : root_n_log_n (S n) <= INR m0 - INR (S n) * (q - 3 * root_n_log_n (S n) / INR (S n));
  guard_rare : mean q (S n) (below m0) <= / INR (S n);
  spur_below : INR m1 <= INR n * q;
  spur_near : q * (1 - q) / 2 <= INR m1 / INR n * (1 - INR m1 / INR n);
  marginal : b0 * steepness q n m0 + b1 * steepness q n m1 = k;
  spur_size : 24 * root_log (S n) <= (q * (1 - q) / 2) ^ 4 * b1 * root_n (S n) / k <= 96 * root_log (S n);
  spur_rare : mean q (S n) (below m1) * b1 * (root_n (S n) * root_log_log (S n)) <= 6 * k }.

Section Thresholds.
Variables q k b0 : R.
Hypothesis Pq : probability q.
Hypothesis Hk : 0 < k.
Hypothesis Hb : 0 < b0.
Let var := q * (1 - q).
Let v := var / 2.

(** The spur's steepness is about root_n/(scale root_log); a guard flatter than [flat] leaves half the marginal incentive. *)
Let scale := 48 / v ^ 4.
Let flat := Rmin (var * k / (2 * b0)) (var / 4).

Lemma var_small : 0 < var <= 1 / 4 /\ var <= q /\ 0 < v <= 1 / 8 /\ 0 < v * v <= 1 / 64 /\ 0 < v ^ 4.
Proof.
  pose proof (var_range q Pq) as V; fold var in V; destruct Pq as [P0 P1].
  assert (0 < v <= 1 / 8) by (unfold v; lra).
  assert (v * v <= 1 / 8 * (1 / 8)) by (apply Rmult_le_compat; lra).
  assert (q * (1 - q) <= q * 1) by (apply Rmult_le_compat_l; lra).
  repeat split; try lra; [unfold var; lra|apply Rmult_lt_0_compat; lra|apply pow_lt; lra].
Qed.

Lemma scale_large : 0 < scale /\ 48 * 64 <= scale * (v * v) /\ v ^ 4 * scale = 48.
Proof.
  destruct var_small as [_ [_ [v0 [v2 v4]]]]; split; [apply Rdiv_lt_0_compat; lra|split; [|unfold scale; field; lra]].
  replace (scale * (v * v)) with (48 / (v * v)) by (unfold scale; field; lra).
  apply Rmult_le_reg_r with (v * v); [lra|]; replace (48 / (v * v) * (v * v)) with 48 by (field; lra); lra.
Qed.

Lemma flat_small : 0 < flat /\ flat <= var / 4 /\ b0 * flat <= var * (k / 2).
Proof.
  destruct var_small as [V _]; split; [|split; [apply Rmin_r|]].
  - apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]|]; lra.
  - replace (var * (k / 2)) with (b0 * (var * k / (2 * b0))) by (field; lra); apply Rmult_le_compat_l; [lra|apply Rmin_l].
Qed.

(** How large n has to be. *)
Record large (n : nat) : Prop := {
  large_ordered : ordered (S n);
  large_log : 2 <= root_log (S n);
  large_scale : scale * root_log (S n) <= root_n (S n);
  large_distance : root_n_log_n (S n) <= var / 8 * INR (S n);
  large_log_n : ln (INR (S n)) <= var / 8 * INR (S n);
  large_var : 32 <= var * INR (S n);
  large_flat : / INR (S n) <= flat ^ 4;
  large_steep : / (INR (S n) * v ^ 3) < var;
  large_normal : 10 <= v * v * root_n (S n) }.

Lemma eventually_large : eventually (fun n => (0 < n)%nat /\ large (pred n)).
Proof.
  destruct var_small as [V [_ [v0 [v2 _]]]]; destruct scale_large as [s0 _]; destruct flat_small as [f0 _].
  set (a := Rmin (/ scale) (var / 8)).
  assert (a0 : 0 < a) by (apply Rmin_glb_lt; [apply Rinv_0_lt_compat|]; lra).
  assert (aS : scale * a <= 1) by (rewrite <- (Rinv_r scale) by lra; apply Rmult_le_compat_l; [lra|apply Rmin_l]).
  assert (av : a <= var / 8) by apply Rmin_r.
  assert (F4 : 0 < flat ^ 4) by (apply pow_lt, f0).
  assert (T0 : 0 < v ^ 3 * var) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_and _ _ (eventually_log_cube a a0) eventually_ordered)
    (eventually_and _ _ (eventually_ge (1 + / flat ^ 4 + / (v ^ 3 * var) + 32 / var))
      (eventually_and _ _ (eventually_ln 4) (eventually_sqrt (10 / (v * v)))))).
  intros n [[Cube O] [Big [L4 R10]]]; pose proof O as [N1 L1 _ RN _ _ R1 _ _ _ lL L3 D _].
  assert (i1 : 0 < / flat ^ 4) by (apply Rinv_0_lt_compat, F4).
  assert (i2 : 0 < / (v ^ 3 * var)) by (apply Rinv_0_lt_compat, T0).
  assert (i3 : 0 < 32 / var) by (apply Rdiv_lt_0_compat; lra).
  destruct n as [|n]; [cbn [INR] in N1; lra|split; [lia|cbn [pred]]].
  change (sqrt (INR (S n))) with (root_n (S n)) in *.
  set (N := INR (S n)) in *; set (L := ln N) in *; set (rN := root_n (S n)) in *; set (rL := root_log (S n)) in *.
  assert (LN : L <= a * rN) by lra.
  assert (Ra : a * rN <= a * N) by (rewrite <- RN; apply Rmult_le_compat_l; [lra|]; rewrite <- (Rmult_1_r rN) at 1; apply Rmult_le_compat_l; lra).
  assert (aN : a * N <= var / 8 * N) by (apply Rmult_le_compat_r; lra).
  split; fold N L rN rL; try assumption.
  - unfold rL, root_log; fold N L; rewrite <- (sqrt_square 2) by lra; apply sqrt_le_1_alt; lra.
  - apply Rle_trans with (scale * (a * rN)); [apply Rmult_le_compat_l; lra|].
    rewrite <- Rmult_assoc; apply Rle_trans with (1 * rN); [apply Rmult_le_compat_r; lra|lra].
  - rewrite D; apply Rle_trans with (2 := aN); rewrite <- RN; replace (a * (rN * rN)) with (rN * (a * rN)) by ring.
    apply Rmult_le_compat_l; lra.
  - lra.
  - replace 32 with (var * (32 / var)) by (field; lra); apply Rmult_le_compat_l; lra.
  - rewrite <- (Rinv_inv (flat ^ 4)); apply Rinv_le_contravar; lra.
  - assert (v30 : 0 < v ^ 3) by (apply pow_lt; lra).
    apply Rmult_lt_reg_l with (N * v ^ 3); [apply Rmult_lt_0_compat; lra|].
    rewrite Rinv_r by (apply Rgt_not_eq, Rmult_lt_0_compat; lra).
    replace (N * v ^ 3 * var) with (N * (v ^ 3 * var)) by ring.
    rewrite <- (Rinv_l (v ^ 3 * var)) by lra; apply Rmult_lt_compat_r; lra.
  - apply Rmult_le_compat_l with (r := v * v) in R10; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R10 by (field; lra); exact R10.
Qed.

Section Large.
Variable n : nat.
Hypothesis Big : large n.
Let N := INR (S n).
Let D := root_n_log_n (S n).

Lemma sizes : 1 <= INR n /\ N = INR n + 1 /\ N <= 2 * INR n /\ 2 <= D /\ D * D / N = ln N.
Proof.
  destruct Big as [O rL2 _ _ _ lv _ _ _]; destruct O as [N1 _ _ RN RL _ R1 _ _ _ _ _ Dp _].
  destruct var_small as [V _]; fold N in N1, RN, lv; fold D in Dp.
  assert (Nn : N = INR n + 1) by apply S_INR.
  assert (var * N <= 1 / 4 * N) by (apply Rmult_le_compat_r; lra).
  repeat split; try lra; rewrite Dp.
  - replace 2 with (1 * 2) by ring; apply Rmult_le_compat; lra.
  - replace (root_n (S n) * root_log (S n) * (root_n (S n) * root_log (S n))) with
      (root_n (S n) * root_n (S n) * (root_log (S n) * root_log (S n))) by ring.
    rewrite RN, RL; fold N; field; lra.
Qed.

(** The guard stands sqrt(n log n) below the mean, where it is failed with probability 1/n at most. *)
Lemma guard_exists : exists m0, N * q - D < INR m0 <= N * q - D + 1 /\ mean q (S n) (below m0) <= / N.
Proof.
  destruct Big as [O _ _ lD _ lv _ _ _]; destruct O as [N1 _ _ _ _ _ _ _ _ _ _ _ _ _]; fold N in N1, lD, lv; fold D in lD.
  destruct var_small as [V [vq _]]; destruct sizes as [n1 [Nn [_ [D2 DD]]]]; pose proof Pq as [P0 P1].
  assert (var * N <= q * N) by (apply Rmult_le_compat_r; lra); assert (var * N <= 1 / 4 * N) by (apply Rmult_le_compat_r; lra).
  destruct (whole_above (N * q - D) ltac:(lra)) as [m0 M0]; exists m0; split; [exact M0|].
  apply Rle_trans with (1 := tail_rare q (S n) m0 D ltac:(lra) ltac:(lia) ltac:(lra) ltac:(fold N; lra) ltac:(fold N; lra)).
  fold N; rewrite DD, exp_Ropp, exp_ln by lra; apply Rle_refl.
Qed.

(** Where failing is that rare, a threshold is flat. *)
Lemma rare_is_flat m : mean q (S n) (below m) <= / N -> var * steepness q n m <= flat.
Proof. intros H; destruct flat_small as [f0 _]; apply steep_rare; [exact Pq|lra|exact H|apply Big]. Qed.

Lemma steepness_nonneg m : 0 <= steepness q n m.
Proof.
  pose proof Pq as [P0 P1]; unfold steepness; apply Rmult_le_pos; [apply pos_INR|].
  apply mean_nonneg; [lra|]; intros i; unfold before; destruct (Nat.eqb (S i) m); lra.
Qed.

(** Steeper thresholds come after it. *)
Lemma flat_comes_first m0 m1 : mean q (S n) (below m0) <= / N -> 1 / 2 <= steepness q n m1 -> (m0 <= m1)%nat.
Proof.
  intros Rare St; destruct (Nat.le_gt_cases m0 m1) as [O|O]; [exact O|exfalso].
  pose proof Pq as [P0 P1]; destruct var_small as [V _]; destruct flat_small as [_ [f4 _]].
  pose proof (below_order q (S n) m1 m0 ltac:(lra) ltac:(lia)) as B; pose proof (rare_is_flat m1 ltac:(lra)) as F.
  assert (var * (1 / 2) <= var * steepness q n m1) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** Just below the mean count a threshold is as steep as the law's greatest probability. *)
Lemma steep_at_mean : exists m, INR m <= INR n * q /\ v * v * root_n (S n) / 3 <= N * mean q n (point m).
Proof.
  destruct Big as [_ _ _ _ _ lv _ _ lnr]; fold N in lv; destruct sizes as [n1 [Nn [n2 _]]]; pose proof Pq as [P0 P1].
  destruct var_small as [V [_ [_ [v2 _]]]].
  destruct (whole_below (INR n * q) ltac:(apply Rmult_le_pos; lra)) as [m [M1 M2]]; exists m; split; [exact M2|].
  assert (nv : 16 <= INR n * var).
  { assert (var * N <= var * (2 * INR n)) by (apply Rmult_le_compat_l; lra); lra. }
  set (g := INR n * q - INR m); assert (gg : 0 <= g <= 1) by (unfold g; lra).
  pose proof (point_lower q n m g Pq ltac:(apply INR_lt; simpl; lra) ltac:(unfold g; ring) ltac:(fold var; lra) lnr) as P.
  fold N var v in P; change (sqrt N) with (root_n (S n)) in P; apply Rle_trans with (2 := P).
  assert (X : g * g / (INR n * var) <= 1).
  { apply Rmult_le_reg_r with (INR n * var); [lra|].
    replace (g * g / (INR n * var) * (INR n * var)) with (g * g) by (field; split; lra).
    assert (g * g <= 1 * 1) by (apply Rmult_le_compat; lra); lra. }
  assert (E : 1 / 3 <= exp (- (g * g / (INR n * var)))).
  { apply Rle_trans with (exp (- (1))).
    - rewrite exp_Ropp; pose proof exp_le_3; pose proof (exp_pos 1).
      replace (1 / 3) with (/ 3) by field; apply Rinv_le_contravar; lra.
    - destruct X as [X|X]; [left; apply exp_increasing; lra|rewrite X; lra]. }
  assert (0 <= v * v * root_n (S n)) by lra.
  apply Rle_trans with (v * v * root_n (S n) * (1 / 3)); [lra|apply Rmult_le_compat_l; lra].
Qed.

(** So every lesser steepness, to a factor of 2, is one of a threshold below the mean. *)
Lemma steepness_reached y : 1 <= y <= v * v * root_n (S n) / 3 ->
  exists m, INR m <= INR n * q /\ y / 2 <= steepness q n m <= y.
Proof.
  intros Y; destruct var_small as [V [_ [v0 _]]]; destruct Big as [_ _ _ _ _ _ _ ls _].
  destruct steep_at_mean as [m1 [M Top]].
  destruct (steepness_between q n y (y / 2) v Pq ltac:(lra) ltac:(lra) ltac:(fold var; unfold v; lra)
    ltac:(fold var; apply Rlt_le_trans with (1 := ls); rewrite <- (Rmult_1_r var) at 1; apply Rmult_le_compat_l; lra)
    m1 ltac:(fold N; lra)) as [m [Hm St]].
  exists m; split; [apply le_INR in Hm; lra|exact St].
Qed.

(** Between the guard and the mean the variance is half of that of e at least. *)
Lemma variance_between m : N * q - D <= INR m <= INR n * q -> v <= INR m / INR n * (1 - INR m / INR n).
Proof.
  intros M; destruct Big as [_ _ _ lD _ lv _ _ _]; fold N in lD, lv; fold D in lD; destruct sizes as [n1 [Nn [n2 _]]].
  destruct var_small as [V [vq _]]; set (x := INR m / INR n).
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (Nq : N * q = INR n * q + q) by (rewrite Nn; ring); pose proof Pq as [P0 P1].
  assert (var * N <= var * (2 * INR n)) by (apply Rmult_le_compat_l; lra).
  assert (X : q - var / 2 <= x <= q) by (split; apply Rmult_le_reg_l with (INR n); lra).
  pose proof (variance_near 1 q x Pq ltac:(lra) ltac:(fold var; lra)) as W; fold var in W; unfold v; lra.
Qed.

(** The steepness of the spur. *)
Let y := root_n (S n) / (scale * root_log (S n)).

Lemma spur_steepness : 1 <= y <= v * v * root_n (S n) / 3 /\ y * (scale * root_log (S n)) = root_n (S n).
Proof.
  destruct Big as [_ rL2 ls _ _ _ _ _ lnr]; destruct scale_large as [s0 [s1 _]]; destruct var_small as [_ [_ [_ [v2 _]]]].
  set (rN := root_n (S n)) in *; set (rL := root_log (S n)) in *.
  assert (R0 : 0 < rN) by (assert (0 < rN * (v * v)) by lra; nra).
  assert (G : 0 < scale * rL) by (apply Rmult_lt_0_compat; lra).
  assert (E : y * (scale * rL) = rN) by (unfold y; fold rN rL; field; lra).
  split; [split|exact E]; apply Rmult_le_reg_r with (scale * rL); try exact G; rewrite E; [lra|].
  replace (v * v * rN / 3 * (scale * rL)) with (rN * (scale * (v * v) * rL / 3)) by field.
  rewrite <- (Rmult_1_r rN) at 1; apply Rmult_le_compat_l; [lra|].
  assert (48 * 64 * 2 <= scale * (v * v) * rL) by (apply Rmult_le_compat; lra); lra.
Qed.

(** Its bonus, which gives between half of the marginal incentive and all of it. *)
Lemma spur_bonus s b : y / 2 <= s <= y -> k / 2 <= b * s <= k -> 0 < b ->
  24 * root_log (S n) <= v ^ 4 * b * root_n (S n) / k <= 96 * root_log (S n).
Proof.
  intros Hs Hbs B; destruct Big as [_ rL2 _ _ _ _ _ _ _]; destruct scale_large as [s0 [_ s4]]; destruct spur_steepness as [_ E].
  set (rL := root_log (S n)) in *; rewrite <- E.
  replace (v ^ 4 * b * (y * (scale * rL)) / k) with (v ^ 4 * scale * (b * y / k) * rL) by (field; lra); rewrite s4.
  assert (U1 : b * s <= b * y) by (apply Rmult_le_compat_l; lra).
  assert (U2 : b * (y / 2) <= b * s) by (apply Rmult_le_compat_l; lra).
  assert (Z : 1 / 2 <= b * y / k <= 2).
  { split; apply Rmult_le_reg_r with k; try lra; replace (b * y / k * k) with (b * y) by (field; lra); lra. }
  split.
  - replace (24 * rL) with (48 * (1 / 2) * rL) by field; apply Rmult_le_compat_r; [lra|apply Rmult_le_compat_l; lra].
  - replace (96 * rL) with (48 * 2 * rL) by ring; apply Rmult_le_compat_r; [lra|apply Rmult_le_compat_l; lra].
Qed.

(** It stands sqrt(log log n) standard deviations below the mean, for its steepness is that much less than at the mean. *)
Lemma spur_distance m : 0 < steepness q n m <= y -> INR m <= INR n * q ->
  var / 6 * (root_n (S n) * root_log_log (S n)) <= N * q - INR m.
Proof.
  intros St M; destruct Big as [O rL2 _ _ lL lv _ _ lnr]; destruct O as [N1 L1 l1 _ _ _ R1 _ _ _ _ _ _ _].
  destruct sizes as [n1 [Nn [n2 _]]]; destruct var_small as [V _]; destruct scale_large as [s0 [s1 _]].
  destruct spur_steepness as [_ E]; fold N in N1, L1, l1, lL, lv.
  set (rN := root_n (S n)) in *; set (rL := root_log (S n)) in *; set (l := ln (ln N)) in *.
  assert (nv : var * N <= var * (2 * INR n)) by (apply Rmult_le_compat_l; lra).
  assert (lb : l <= ln N) by (pose proof (exp_ineq1_le l) as X; unfold l in X at 2; rewrite exp_ln in X by lra; lra).
  assert (Er : rL = exp (l / 2)).
  { unfold rL, root_log, l; fold N; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  assert (E2 : 1 <= exp (- (l / 4)) * rL) by (rewrite Er, <- exp_plus; apply exp_ge_1; lra).
  apply (spur_far q n m y l); try assumption; [apply INR_lt; simpl; lra|fold var; lra|fold var; lra|].
  fold var v; change (sqrt (INR (S n))) with rN.
  apply Rmult_lt_reg_r with (scale * rL); [apply Rmult_lt_0_compat; lra|]; rewrite E.
  replace (v * v * rN * exp (- (l / 4)) * (scale * rL)) with (rN * (scale * (v * v) * (exp (- (l / 4)) * rL))) by ring.
  apply Rle_lt_trans with (rN * 1); [lra|apply Rmult_lt_compat_l; [lra|]].
  apply Rlt_le_trans with (scale * (v * v) * 1); [lra|apply Rmult_le_compat_l; lra].
Qed.

(** So it is failed rarely. *)
Lemma spur_rarely_failed m b : 0 < steepness q n m <= y -> INR m <= INR n * q -> 0 < b -> b * steepness q n m <= k ->
  mean q (S n) (below m) * b * (root_n (S n) * root_log_log (S n)) <= 6 * k.
Proof.
  intros St M B Bs; pose proof (spur_distance m St M) as Far; pose proof (threshold_rare q n m Pq) as T; fold var N in T.
  destruct var_small as [V _]; pose proof Pq as [P0 P1].
  set (f := mean q (S n) (below m)) in *; set (z := root_n (S n) * root_log_log (S n)) in *; set (s := steepness q n m) in *.
  assert (f0 : 0 <= f) by (apply mean_nonneg; [lra|intros; apply below_range]).
  assert (T2 : f * (var / 6 * z) <= var * s) by (apply Rle_trans with (2 := T), Rmult_le_compat_l; assumption).
  apply Rmult_le_compat_l with (r := b) in T2; [|lra].
  assert (var * (b * s) <= var * k) by (apply Rmult_le_compat_l; lra).
  apply Rmult_le_reg_l with (var / 6); lra.
Qed.

Lemma thresholds_at : exists m0 m1 b1, pair q k b0 n m0 m1 b1 /\ 0 < b1.
Proof.
  destruct sizes as [n1 [Nn [_ [D2 _]]]]; destruct var_small as [V _]; destruct flat_small as [_ [_ fk]].
  destruct guard_exists as [m0 [M0 G0]]; pose proof (rare_is_flat m0 G0) as S0; pose proof (steepness_nonneg m0) as S00.
  assert (H0 : 0 <= b0 * steepness q n m0 <= k / 2).
  { split; [apply Rmult_le_pos; lra|]; apply Rmult_le_reg_l with var; [lra|].
    apply Rmult_le_compat_l with (r := b0) in S0; lra. }
  destruct spur_steepness as [Y _]; destruct (steepness_reached y Y) as [m1 [M1 S1]].
  pose proof (flat_comes_first m0 m1 G0 ltac:(lra)) as Ord; pose proof (le_INR _ _ Ord) as Ord'.
  set (s1 := steepness q n m1) in *; set (b1 := (k - b0 * steepness q n m0) / s1).
  assert (Bs : b1 * s1 = k - b0 * steepness q n m0) by (unfold b1; field; lra).
  assert (B1 : 0 < b1) by (apply Rdiv_lt_0_compat; lra).
  exists m0, m1, b1; split; [|exact B1]; split; fold N D.
  - exact Ord.
  - replace (N * (q - 3 * D / N)) with (N * q - 3 * D) by (field; lra); lra.
  - exact G0.
  - exact M1.
  - apply variance_between; lra.
  - fold s1; lra.
  - apply (spur_bonus s1 b1); lra.
  - apply spur_rarely_failed; fold s1; lra.
Qed.
End Large.

Lemma thresholds_exist : eventually (fun n => exists m0 m1 b1, pair q k b0 (pred n) m0 m1 b1 /\ 0 < b1).
Proof. apply eventually_impl with (2 := eventually_large); intros n [_ B]; apply thresholds_at, B. Qed.
End Thresholds.

(** ** The contract *)

Section Upper.
Variables (umin top U0 : R) (pay : R -> Prop) (h q c : R -> R) (e d c1 M s : R).
Hypothesis He : 0 <= e <= 1.
Hypothesis Hq : is_derive q e d.
Hypothesis Hd : 0 < d.
Hypothesis Hc : is_derive c e c1.
Hypothesis Hc1 : 0 < c1.
Hypothesis Hce : 0 < c e.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Pq : probability (q e).
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Hi : interval pay.
Hypothesis Pmin : pay umin.
Hypothesis Ptop : pay top.
Hypothesis HU0 : umin < U0.
Hypothesis Htop : U0 + c e < top.
Hypothesis HM : 0 <= M.
Hypothesis Bent : bent (fun x => umin <= x <= top) h M (U0 + c e) s.

Let u := U0 + c e.
Let k := c1 / d.
Let b0 := c e + (U0 - umin) / 2.

(** Mean square of the two bonuses' failures. *)
Lemma two_tier_square n m0 b1 m1 p : 0 <= p <= 1 -> 0 <= b1 ->
  let f i := mean p n (below i) in
  let base := u - b0 * (1 - f m0) - b1 * (1 - f m1) in
  mean p n (fun x => (two_tiers base m0 b0 m1 b1 x - u) * (two_tiers base m0 b0 m1 b1 x - u)) <=
  2 * (b0 * b0 * f m0) + 2 * (b1 * b1 * f m1).
Proof.
  intros Hp B1 f base; set (z := b0 * f m0 + b1 * f m1).
  apply Rle_trans with (mean p n (fun x => - (z * z) + ((2 * z) * (z - b0 * below m0 x - b1 * below m1 x) +
    ((2 * (b0 * b0)) * below m0 x + (2 * (b1 * b1)) * below m1 x)) + 0)).
  - apply mean_le; [exact Hp|]; intros x _; unfold two_tiers, base.
    set (B := below m0 x); set (B' := below m1 x).
    assert (E : B * B = B /\ B' * B' = B') by (split; apply below_square); destruct E as [E E'].
    replace (u - b0 * (1 - f m0) - b1 * (1 - f m1) + b0 * (1 - B) + b1 * (1 - B') - u) with (z - (b0 * B + b1 * B'))
      by (unfold z; ring).
    pose proof (Rle_0_sqr (b0 * B - b1 * B')) as S; unfold Rsqr in S.
    replace (2 * (b0 * b0) * B) with (2 * (b0 * b0) * (B * B)) by (rewrite E; reflexivity).
    replace (2 * (b1 * b1) * B') with (2 * (b1 * b1) * (B' * B')) by (rewrite E'; reflexivity).
    lra.
  - assert (Z : mean p n (fun x => z - b0 * below m0 x - b1 * below m1 x) = 0).
    { rewrite (mean_ext p n _ (fun x => z + ((- b0) * below m0 x + (- b1) * below m1 x))) by (intros; ring).
      set (zz := z) at 1; rewrite !mean_plus, !mean_scale, mean_const; unfold zz, z, f; ring. }
    rewrite (mean_ext p n _ (fun x => - (z * z) + ((2 * z) * (z - b0 * below m0 x - b1 * below m1 x) +
      ((2 * (b0 * b0)) * below m0 x + (2 * (b1 * b1)) * below m1 x)))) by (intros; ring).
    rewrite mean_plus, mean_plus, mean_plus, !mean_scale, Z, mean_const; fold (f m0) (f m1).
    pose proof (Rle_0_sqr z) as S; unfold Rsqr in S; lra.
Qed.

(** The contract's base utility, with which its expected utility at e is u. *)
Let fail n m := mean (q e) n (below m).
Let base n m0 m1 b1 := u - b0 * (1 - fail n m0) - b1 * (1 - fail n m1).

Lemma fail_unit n m : 0 <= fail n m <= 1.
Proof. apply mean_range; [destruct Pq; lra|apply below_range]. Qed.

Lemma pay_mean n m0 m1 b1 : mean (q e) n (two_tiers (base n m0 m1 b1) m0 b0 m1 b1) = u.
Proof. rewrite two_tier_mean; unfold base, fail; ring. Qed.

Let v := q e * (1 - q e) / 2.
Let K := 96 * k / v ^ 4.
(** The room that there is for pay, below and above. *)
Let spare := Rmin ((U0 - umin) / 8) ((top - u) / 2).

Lemma upper_constants : 0 < k /\ 0 < b0 /\ 0 < v <= 1 / 8 /\ 0 < v ^ 4 /\ 0 < K /\ 0 < spare /\
  spare <= (U0 - umin) / 8 /\ spare <= (top - u) / 2.
Proof.
  pose proof (var_range (q e) Pq) as V.
  assert (k0 : 0 < k) by (apply Rdiv_lt_0_compat; assumption).
  assert (v0 : 0 < v <= 1 / 8) by (unfold v; lra); assert (v4 : 0 < v ^ 4) by (apply pow_lt; lra).
  repeat split; try lra; [unfold b0; lra|apply Rdiv_lt_0_compat; lra|apply Rmin_glb_lt; unfold u; lra|apply Rmin_l|apply Rmin_r].
Qed.

(** How large n has to be: the bonus of the spur, what the guard's failures cost and b0/log n are below [spare]. *)
Record ample (n : nat) : Prop := {
  ample_ordered : ordered (S n);
  ample_spur : K * root_log (S n) <= spare * root_n (S n);
  ample_guard : b0 * / INR (S n) <= spare;
  ample_log : b0 * / ln (INR (S n)) <= spare;
  ample_root : 2 <= root_log (S n);
  ample_normal : 10 <= v * v * root_n (S n) }.

Lemma eventually_ample : eventually (fun n => (0 < n)%nat /\ ample (pred n)).
Proof.
  destruct upper_constants as [k0 [B0 [v0 [v4 [K0 [s0 _]]]]]]; assert (vv : 0 < v * v) by (apply Rmult_lt_0_compat; lra).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_log_cube (spare / K) ltac:(apply Rdiv_lt_0_compat; lra)) eventually_ordered)
    (eventually_and _ _ (eventually_ge (b0 / spare)) (eventually_and _ _ (eventually_ln (4 + b0 / spare)) (eventually_sqrt (10 / (v * v)))))).
  intros n [[Cube O] [Nb [Lb R10]]]; pose proof O as [N1 L1 _ _ _ _ _ _ _ _ rL L3 _ _].
  assert (bs : 0 < b0 / spare) by (apply Rdiv_lt_0_compat; lra).
  destruct n as [|n]; [cbn [INR] in N1; lra|split; [lia|cbn [pred]]].
  assert (Small : forall x, 0 < x -> b0 / spare <= x -> b0 * / x <= spare).
  { intros x X H; apply Rmult_le_reg_r with x; [exact X|]; replace (b0 * / x * x) with (spare * (b0 / spare)) by (field; lra).
    apply Rmult_le_compat_l; lra. }
  split; [exact O| |apply Small; lra|apply Small; lra| |].
  - change (sqrt (INR (S n))) with (root_n (S n)) in Cube.
    apply Rle_trans with (K * (spare / K * root_n (S n))); [apply Rmult_le_compat_l; lra|right; field; lra].
  - unfold root_log; rewrite <- (sqrt_square 2) by lra; apply sqrt_le_1_alt; lra.
  - apply Rmult_le_compat_l with (r := v * v) in R10; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R10 by (field; lra); exact R10.
Qed.

Section Pair.
Variables (n m0 m1 : nat) (b1 : R).
Hypothesis Large : ample n.
Hypothesis Pair : pair (q e) k b0 n m0 m1 b1.
Hypothesis B1 : 0 < b1.
Let N := INR (S n).
Let rN := root_n (S n).
Let rL := root_log (S n).
Let f0 := fail (S n) m0.
Let f1 := fail (S n) m1.

Lemma spur_sizes : 24 * k * rL <= v ^ 4 * (b1 * rN) /\ b1 * rN <= K * rL /\ b1 <= spare /\ f1 * b1 * rN <= 6 * k.
Proof.
  destruct Pair as [_ _ _ _ _ _ [Sl Su] Sp]; destruct Large as [O sp _ _ _ _]; destruct O as [_ _ _ _ _ _ R1 _ l1 _ _ _ _ _].
  destruct upper_constants as [k0 [_ [v0 [v4 [K0 _]]]]]; pose proof (fail_unit (S n) m1) as F1.
  fold v rN rL in Sl, Su; fold rN rL in sp; fold rN in R1; change (mean (q e) (S n) (below m1)) with f1 in Sp; fold f1 in F1; fold rN in Sp.
  assert (Bu : b1 * rN <= K * rL).
  { apply Rmult_le_reg_l with (v ^ 4 / k); [apply Rdiv_lt_0_compat; lra|].
    replace (v ^ 4 / k * (b1 * rN)) with (v ^ 4 * b1 * rN / k) by (field; lra).
    replace (v ^ 4 / k * (K * rL)) with (96 * rL) by (unfold K; field; lra); exact Su. }
  split; [|split; [exact Bu|split]].
  - apply Rmult_le_compat_r with (r := k) in Sl; [|lra].
    replace (v ^ 4 * b1 * rN / k * k) with (v ^ 4 * (b1 * rN)) in Sl by (field; lra); lra.
  - apply Rmult_le_reg_r with rN; lra.
  - apply Rle_trans with (2 := Sp); apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|].
    rewrite <- (Rmult_1_r rN) at 1; apply Rmult_le_compat_l; lra.
Qed.

Lemma guard_failures : 0 <= b0 * f0 <= spare.
Proof.
  destruct upper_constants as [_ [B0 _]]; pose proof (fail_unit (S n) m0) as F0; fold f0 in F0.
  split; [apply Rmult_le_pos; lra|].
  apply Rle_trans with (2 := ample_guard n Large), Rmult_le_compat_l; [lra|exact (guard_rare _ _ _ _ _ _ _ Pair)].
Qed.

Lemma pair_best_reply a : 0 <= a <= 1 ->
  b0 * (1 - mean (q a) (S n) (below m0)) + b1 * (1 - mean (q a) (S n) (below m1)) - c a <=
  b0 * (1 - f0) + b1 * (1 - f1) - c e.
Proof.
  destruct upper_constants as [k0 [B0 [v0 [v4 [K0 [s0 [s1 _]]]]]]]; destruct spur_sizes as [Bl [Bu [Bs Bf]]].
  destruct Pair as [Ord Pl _ Bel Nearv Mar _ _]; destruct Large as [O _ _ lg rL2 Big].
  destruct O as [N1 L1 _ RN RL _ R1 _ _ _ _ _ Dp _]; pose proof guard_failures as G0; pose proof (fail_unit (S n) m1) as F1.
  fold N in N1, L1, RN, RL, lg; fold rN in RN, R1, Dp, Big; fold rL in RL, rL2, Dp; fold v in Nearv; fold f1 in F1.
  assert (n1 : 0 < INR n).
  { assert (N = INR n + 1) by apply S_INR; pose proof (pos_INR n).
    assert (4 <= N); [|lra]; apply Rle_trans with (ln N); [rewrite <- RL; replace 4 with (2 * 2) by ring; apply Rmult_le_compat; lra|].
    pose proof (exp_ineq1_le (ln N)) as X; rewrite exp_ln in X by lra; lra. }
  assert (D0 : 0 < root_n_log_n (S n)) by (rewrite Dp; apply Rmult_lt_0_compat; lra).
  assert (DD : root_n_log_n (S n) * root_n_log_n (S n) / N = ln N).
  { rewrite Dp; replace (rN * rL * (rN * rL)) with (rN * rN * (rL * rL)) by ring; rewrite RN, RL; field; lra. }
  apply (two_tier_best_reply q c e d c1 He Hq Hd Hc Conv Pq Q01 Hcpos Hc1 n m0 b0 m1 b1 v
    (3 * root_n_log_n (S n) / N) (root_n_log_n (S n))); fold k N; try assumption; try lra.
  - apply INR_lt; simpl; lra.
  - apply Rdiv_lt_0_compat; lra.
  - change (mean (q e) (S n) (below m1)) with f1; rewrite Dp, <- RN; apply Rmult_le_reg_r with rN; [lra|].
    replace ((k * (3 * (rN * rL) / (rN * rN)) + b1 * f1) * rN) with (3 * k * rL + f1 * b1 * rN) by (field; lra).
    replace (b1 * (v * v * (v * v) / 4) * rN) with (v ^ 4 * (b1 * rN) / 4) by field.
    assert (k * 2 <= k * rL) by (apply Rmult_le_compat_l; lra); lra.
  - change (mean (q e) (S n) (below m0)) with f0; rewrite DD; unfold b0 in *; lra.
Qed.

(** Pay stays within the limits. *)
Lemma pair_pay x : umin <= two_tiers (base (S n) m0 m1 b1) m0 b0 m1 b1 x <= top.
Proof.
  destruct upper_constants as [_ [B0 [_ [_ [_ [_ [s1 s2]]]]]]]; destruct spur_sizes as [_ [_ [Bs _]]].
  pose proof guard_failures as G0; pose proof (fail_unit (S n) m1) as F1; fold f1 in F1.
  pose proof (below_range m0 x) as R0; pose proof (below_range m1 x) as R1.
  assert (0 <= b0 * (1 - below m0 x) <= b0)
    by (split; [apply Rmult_le_pos; lra|apply Rle_trans with (b0 * 1); [apply Rmult_le_compat_l|]; lra]).
  assert (0 <= b1 * (1 - below m1 x) <= b1)
    by (split; [apply Rmult_le_pos; lra|apply Rle_trans with (b1 * 1); [apply Rmult_le_compat_l|]; lra]).
  assert (0 <= b1 * f1 <= b1 * 1) by (split; [apply Rmult_le_pos; lra|apply Rmult_le_compat_l; lra]).
  unfold two_tiers, base; fold f0 f1; unfold u, b0 in *; lra.
Qed.

Lemma pair_admissible : admissible q c e U0 pay (S n) (two_tier_pay (base (S n) m0 m1 b1) m0 b0 m1 b1).
Proof.
  set (bs := base (S n) m0 m1 b1).
  assert (Ex : forall p, expect p (S n) (two_tier_pay bs m0 b0 m1 b1) = mean p (S n) (two_tiers bs m0 b0 m1 b1))
    by (intros; apply (expect_count p (S n) (two_tiers bs m0 b0 m1 b1))).
  split; [|split].
  - intros x _; apply (Hi umin _ top Pmin Ptop), pair_pay.
  - intros a Ha; rewrite !Ex, !two_tier_mean; pose proof (pair_best_reply a Ha) as Rep; unfold f0, f1, fail in Rep; lra.
  - unfold participates; rewrite Ex; unfold bs; rewrite pay_mean; unfold u; lra.
Qed.

(** Under the parabola pay costs its variance. *)
Lemma pair_cost : expect (q e) (S n) (fun l => h (two_tier_pay (base (S n) m0 m1 b1) m0 b0 m1 b1 l)) <=
  h u + M / 2 * (2 * (b0 * b0 * f0) + 2 * (b1 * b1 * f1)).
Proof.
  set (w := two_tiers (base (S n) m0 m1 b1) m0 b0 m1 b1); pose proof Pq as [P0 P1].
  change (expect (q e) (S n) (fun l => h (w (count l))) <= h u + M / 2 * (2 * (b0 * b0 * f0) + 2 * (b1 * b1 * f1))).
  rewrite (expect_count (q e) (S n) (fun x => h (w x))).
  apply Rle_trans with (mean (q e) (S n) (fun x => h u + (s * (w x - u) + M / 2 * ((w x - u) * (w x - u))))).
  { apply mean_le; [lra|]; intros x _; pose proof (Bent _ (pair_pay x)) as B; fold u w in B; lra. }
  assert (Z : mean (q e) (S n) (fun x => w x - u) = 0).
  { rewrite (mean_ext (q e) (S n) _ (fun x => w x + (- u))) by (intros; ring).
    rewrite mean_plus, mean_const; change (mean (q e) (S n) w + - u = 0); unfold w; rewrite pay_mean; ring. }
  rewrite mean_plus, mean_plus, !mean_scale, mean_const, Z, Rmult_0_r, Rplus_0_l; apply Rplus_le_compat_l, Rmult_le_compat_l; [lra|].
  apply (two_tier_square (S n) m0 b1 m1 (q e)); lra.
Qed.

(** And that is of the order of the rate. *)
Lemma pair_variance : 2 * (b0 * b0 * f0) + 2 * (b1 * b1 * f1) <= (2 * (b0 * b0) + 12 * k * K) * (tier_rate (S n) / N).
Proof.
  destruct upper_constants as [k0 [B0 [_ [_ [K0 _]]]]]; destruct spur_sizes as [_ [Bu _]].
  destruct Pair as [_ _ Rare _ _ _ _ Sp]; destruct Large as [O _ _ _ _ _]; destruct O as [N1 _ _ RN _ _ R1 L1 l1 lL _ _ _ Tr].
  pose proof (fail_unit (S n) m1) as F1; fold f1 in F1; change (mean (q e) (S n) (below m0)) with f0 in Rare.
  change (mean (q e) (S n) (below m1)) with f1 in Sp; fold N in N1, RN, Rare; fold rN in RN, R1, Sp; fold rL in L1, lL, Tr.
  rewrite Tr; set (rl := root_log_log (S n)) in *; set (t := rL / rl).
  assert (t1 : 1 <= t) by (apply Rmult_le_reg_r with rl; [lra|]; unfold t; replace (rL / rl * rl) with rL by (field; lra); lra).
  assert (V0 : b0 * b0 * f0 <= b0 * b0 * (t / N)).
  { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|]; apply Rle_trans with (1 := Rare); unfold Rdiv.
    rewrite <- (Rmult_1_l (/ N)) at 1; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact t1]. }
  assert (V1 : b1 * b1 * f1 <= 6 * k * K * (t / N)).
  { apply Rmult_le_reg_r with (N * rl); [apply Rmult_lt_0_compat; lra|].
    replace (6 * k * K * (t / N) * (N * rl)) with (K * rL * (6 * k)) by (unfold t; field; lra).
    rewrite <- RN; replace (b1 * b1 * f1 * (rN * rN * rl)) with (b1 * rN * (f1 * b1 * (rN * rl))) by ring.
    apply Rmult_le_compat; try lra; repeat apply Rmult_le_pos; lra. }
  lra.
Qed.
End Pair.

Theorem two_tier_upper : exists hi, 0 < hi /\ eventually (fun n => exists base m0 b0' m1 b1, 0 <= b0' /\ 0 <= b1 /\
  admissible q c e U0 pay n (two_tier_pay base m0 b0' m1 b1) /\
  expect (q e) n (fun l => h (two_tier_pay base m0 b0' m1 b1 l)) <= h (U0 + c e) + hi * (tier_rate n / INR n)).
Proof.
  destruct upper_constants as [k0 [B0 [_ [_ [K0 _]]]]]; set (A := 2 * (b0 * b0) + 12 * k * K).
  assert (A0 : 0 <= M / 2 * A).
  { assert (0 < k * K) by (apply Rmult_lt_0_compat; lra); assert (0 < b0 * b0) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_pos; unfold A; lra. }
  exists (M / 2 * A + 1); split; [lra|].
  apply eventually_impl with (2 := eventually_and _ _ (thresholds_exist (q e) k b0 Pq k0 B0) eventually_ample).
  intros [|n] [[m0 [m1 [b1 [Pr B1]]]] [N0 Large]]; [lia|cbn [pred] in Pr, Large].
  exists (base (S n) m0 m1 b1), m0, b0, m1, b1; split; [lra|split; [lra|split]].
  - apply (pair_admissible n m0 m1 b1 Large Pr B1).
  - apply Rle_trans with (1 := pair_cost n m0 m1 b1 Large Pr B1); fold u; apply Rplus_le_compat_l.
    pose proof (pair_variance n m0 m1 b1 Large Pr B1) as V; fold A in V.
    pose proof (ample_ordered n Large) as O; destruct O as [N1 _ _ _ _ _ _ L1 l1 _ _ _ _ Tr].
    assert (0 <= tier_rate (S n) / INR (S n)) by (rewrite Tr; apply Rdiv_le_0_compat; [apply Rdiv_le_0_compat|]; lra).
    apply Rmult_le_compat_l with (r := M / 2) in V; lra.
Qed.
End Upper.
