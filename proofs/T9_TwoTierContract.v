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
  spur_size : 24 * sqrt (ln (INR (S n))) <= (q * (1 - q) / 2) ^ 4 * b1 * sqrt (INR (S n)) / k <= 96 * sqrt (ln (INR (S n)));
  spur_rare : mean q (S n) (below m1) * b1 * (sqrt (INR (S n)) * sqrt (ln (ln (INR (S n))))) <= 6 * k }.

Lemma thresholds_exist q k b0 : probability q -> 0 < k -> 0 < b0 ->
  eventually (fun n => exists m0 m1 b1, pair q k b0 (pred n) m0 m1 b1 /\ 0 < b1).
Proof.
  intros Pq Hk Hb; pose proof (var_range q Pq) as V; pose proof Pq as [P0 P1].
  set (var := q * (1 - q)) in *; set (v := var / 2).
  assert (v0 : 0 < v <= 1 / 8) by (unfold v; lra).
  assert (v2 : 0 < v * v <= 1 / 64) by (split; [apply Rmult_lt_0_compat; lra|]; apply Rle_trans with (1 / 8 * (1 / 8)); [apply Rmult_le_compat; lra|lra]).
  assert (v4 : 0 < v ^ 4) by (apply pow_lt; lra).
  set (Ga := 48 / v ^ 4).
  assert (Ga0 : 0 < Ga) by (apply Rdiv_lt_0_compat; lra).
  assert (Gv : 1 < Ga * (v * v)).
  { replace (Ga * (v * v)) with (48 / (v * v)) by (unfold Ga; field; lra).
    apply Rmult_lt_reg_r with (v * v); [lra|]; replace (48 / (v * v) * (v * v)) with 48 by (field; lra); lra. }
  set (a := Rmin (/ Ga) (var / 8)).
  assert (a0 : 0 < a) by (apply Rmin_glb_lt; [apply Rinv_0_lt_compat|]; lra).
  assert (aG : a * Ga <= 1).
  { rewrite <- (Rinv_l Ga) by lra; apply Rmult_le_compat_r; [lra|apply Rmin_l]. }
  assert (av : a <= var / 8) by apply Rmin_r.
  set (F := Rmin (var * k / (2 * b0)) (var / 4)).
  assert (F0 : 0 < F) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]|]; lra).
  assert (Fk : b0 * F <= var * k / 2).
  { replace (var * k / 2) with (b0 * (var * k / (2 * b0))) by (field; lra); apply Rmult_le_compat_l; [lra|apply Rmin_l]. }
  assert (Fv : F <= var / 4) by apply Rmin_r.
  assert (F4 : 0 < F ^ 4) by (apply pow_lt; lra).
  set (d := var / 2); assert (d0 : 0 < d) by (unfold d; lra).
  assert (d3 : 0 < d ^ 3) by (apply pow_lt; lra).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_and _ _ (eventually_log_cube a a0) eventually_log_log)
    (eventually_and _ _ (eventually_ge (2 + / F ^ 4 + / (d ^ 3 * var) + 32 / var))
      (eventually_and _ _ (eventually_ln 4) (eventually_sqrt (10 / (v * v)))))).
  intros n [[Cube [N1 [L1 [l1 [lL LN]]]]] [NK [L4 R10]]].
  assert (i1 : 0 < / F ^ 4) by (apply Rinv_0_lt_compat; lra).
  assert (i2 : 0 < / (d ^ 3 * var)) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra).
  assert (i3 : 0 < 32 / var) by (apply Rdiv_lt_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred].
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  set (N := INR (S n)) in *; set (L := ln N) in *; set (l := ln L) in *.
  set (rN := sqrt N) in *; assert (RN : rN * rN = N) by (apply sqrt_sqrt; lra).
  assert (rN1 : 1 <= rN) by (unfold rN; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  set (rL := sqrt L); assert (RL : rL * rL = L) by (apply sqrt_sqrt; lra).
  assert (rL2 : 2 <= rL).
  { unfold rL; rewrite <- (sqrt_square 2) by lra; apply sqrt_le_1_alt; lra. }
  set (rl := sqrt l); assert (Rl : rl * rl = l) by (apply sqrt_sqrt; lra).
  assert (rl1 : 1 <= rl) by (unfold rl; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (rLL : rL <= L) by (rewrite <- RL; rewrite <- (Rmult_1_r rL) at 1; apply Rmult_le_compat_l; lra).
  assert (L3 : L <= L ^ 3).
  { replace (L ^ 3) with (L * (L * L)) by ring; rewrite <- (Rmult_1_r L) at 1; apply Rmult_le_compat_l; [lra|].
    rewrite <- (Rmult_1_r 1); apply Rmult_le_compat; lra. }
  assert (LrN : L <= a * rN) by lra.
  assert (rLa : rL <= a * rN) by lra.
  set (D := root_n_log_n (S n)).
  assert (Dv : D = rN * rL) by (unfold D, root_n_log_n, rN, rL; fold N L; rewrite sqrt_mult by lra; reflexivity).
  assert (D1 : 2 <= D) by (rewrite Dv; replace 2 with (1 * 2) by ring; apply Rmult_le_compat; lra).
  assert (Da : D <= a * N).
  { rewrite Dv, <- RN; replace (a * (rN * rN)) with (rN * (a * rN)) by ring; apply Rmult_le_compat_l; lra. }
  assert (aN : a * N <= var / 8 * N) by (apply Rmult_le_compat_r; lra).
  assert (vq : var <= q).
  { assert (q * (1 - q) <= q * 1) by (apply Rmult_le_compat_l; lra); unfold var; lra. }
  assert (vN : var * N <= q * N) by (apply Rmult_le_compat_r; lra).
  assert (vN4 : var * N <= 1 / 4 * N) by (apply Rmult_le_compat_r; lra).
  assert (nN : N <= 2 * INR n) by lra.
  assert (n1 : 1 <= INR n) by lra.
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  assert (Nv : 32 <= N * var).
  { replace 32 with (32 / var * var) by (field; lra); apply Rmult_le_compat_r; lra. }
  assert (nv2 : N * var <= 2 * (INR n * var)) by (rewrite <- Rmult_assoc; apply Rmult_le_compat_r; lra).
  assert (Big : 10 <= v * v * rN).
  { apply Rmult_le_compat_l with (r := v * v) in R10; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R10 by (field; lra); exact R10. }
  assert (NF : / N <= F ^ 4) by (rewrite <- (Rinv_inv (F ^ 4)); apply Rinv_le_contravar; lra).
  (* the guard *)
  destruct (whole_above (N * q - D) ltac:(lra)) as [m0 [M0 M0']].
  assert (G0 : mean q (S n) (below m0) <= / N).
  { apply Rle_trans with (1 := tail_rare q (S n) m0 D ltac:(lra) ltac:(lia) ltac:(lra) ltac:(fold N; lra) ltac:(fold N; lra)).
    apply Req_le; fold N; replace (D * D / N) with L.
    - rewrite exp_Ropp; unfold L; rewrite exp_ln by lra; reflexivity.
    - rewrite Dv; replace (rN * rL * (rN * rL)) with (rN * rN * (rL * rL)) by ring; rewrite RN, RL; field; lra. }
  pose proof (steep_rare q n m0 F Pq ltac:(lra) G0 NF) as S0; fold var in S0.
  set (s0 := steepness q n m0) in *.
  assert (S0k : b0 * s0 <= k / 2).
  { apply Rmult_le_reg_l with var; [lra|].
    apply Rmult_le_compat_l with (r := b0) in S0; [|lra]; lra. }
  assert (S00 : 0 <= b0 * s0).
  { apply Rmult_le_pos; [lra|]; unfold s0, steepness; apply Rmult_le_pos; [apply pos_INR|].
    apply mean_nonneg; [lra|]; intros i; unfold before; destruct (Nat.eqb (S i) m0); lra. }
  (* the spur *)
  set (y0 := rN / (Ga * rL)).
  assert (GrL : 0 < Ga * rL) by (apply Rmult_lt_0_compat; lra).
  assert (y01 : 1 <= y0).
  { apply Rmult_le_reg_r with (Ga * rL); [exact GrL|]; unfold y0.
    replace (rN / (Ga * rL) * (Ga * rL)) with rN by (field; lra).
    assert (Ga * rL <= Ga * (a * rN)) by (apply Rmult_le_compat_l; lra).
    assert (a * Ga * rN <= 1 * rN) by (apply Rmult_le_compat_r; lra); lra. }
  assert (yG : y0 * (Ga * rL) = rN) by (unfold y0; field; lra).
  destruct (whole_below (INR n * q) ltac:(apply Rmult_le_pos; lra)) as [mm [MM MM']].
  assert (Top : y0 <= N * mean q n (point mm)).
  { assert (nv : 1 <= INR n * var) by lra.
    assert (gg : 0 <= INR n * q - INR mm <= 1) by lra.
    pose proof (point_lower q n mm (INR n * q - INR mm) Pq n0 ltac:(ring) ltac:(fold var; lra) Big) as P.
    fold N var v rN in P; apply Rle_trans with (2 := P); set (g := INR n * q - INR mm) in *.
    assert (X : g * g / (INR n * var) <= 1).
    { apply Rmult_le_reg_r with (INR n * var); [lra|].
      replace (g * g / (INR n * var) * (INR n * var)) with (g * g) by (field; split; lra).
      assert (g * g <= 1 * 1) by (apply Rmult_le_compat; lra); lra. }
    assert (E : 1 / 3 <= exp (- (g * g / (INR n * var)))).
    { apply Rle_trans with (exp (- (1))).
      - rewrite exp_Ropp; pose proof exp_le_3; pose proof (exp_pos 1).
        replace (1 / 3) with (/ 3) by field; apply Rinv_le_contravar; lra.
      - destruct X as [X|X]; [left; apply exp_increasing; lra|rewrite X; lra]. }
    apply Rle_trans with (v * v * rN * (1 / 3)); [|apply Rmult_le_compat_l; lra].
    apply Rmult_le_reg_r with (Ga * rL); [exact GrL|]; rewrite yG.
    replace (v * v * rN * (1 / 3) * (Ga * rL)) with (rN * (Ga * (v * v) * rL / 3)) by field.
    assert (48 * 64 <= Ga * (v * v)).
    { replace (Ga * (v * v)) with (48 / (v * v)) by (unfold Ga; field; lra).
      apply Rmult_le_reg_r with (v * v); [lra|]; replace (48 / (v * v) * (v * v)) with 48 by (field; lra); lra. }
    assert (48 * 64 * 2 <= Ga * (v * v) * rL) by (apply Rmult_le_compat; lra).
    apply Rle_trans with (rN * 1); [lra|apply Rmult_le_compat_l; lra]. }
  assert (Far : / (N * d ^ 3) < q * (1 - q) * y0).
  { fold var; apply Rlt_le_trans with (var * 1); [|apply Rmult_le_compat_l; lra].
    apply Rmult_lt_reg_l with (N * d ^ 3); [apply Rmult_lt_0_compat; lra|].
    rewrite Rinv_r by (apply Rgt_not_eq, Rmult_lt_0_compat; lra).
    replace (N * d ^ 3 * (var * 1)) with (N * (d ^ 3 * var)) by ring.
    rewrite <- (Rinv_l (d ^ 3 * var)) by (apply Rgt_not_eq, Rmult_lt_0_compat; lra).
    apply Rmult_lt_compat_r; [apply Rmult_lt_0_compat; lra|lra]. }
  destruct (steepness_between q n y0 (y0 / 2) d Pq ltac:(lra) d0 ltac:(fold var; unfold d; lra) Far mm Top) as [m1 [Hm [St1 St0]]].
  set (s1 := steepness q n m1) in *; apply le_INR in Hm.
  assert (M1 : INR m1 <= INR n * q) by lra.
  assert (Ord : (m0 <= m1)%nat).
  { destruct (Nat.le_gt_cases m0 m1) as [O|O]; [exact O|exfalso].
    pose proof (below_order q (S n) m1 m0 ltac:(lra) ltac:(lia)) as B.
    pose proof (steep_rare q n m1 F Pq ltac:(lra) ltac:(fold N; lra) NF) as S1; fold var s1 in S1.
    assert (var * (1 / 2) <= var * s1) by (apply Rmult_le_compat_l; lra); lra. }
  pose proof (le_INR _ _ Ord) as Ord'.
  set (b1 := (k - b0 * s0) / s1).
  assert (Bs : b1 * s1 = k - b0 * s0) by (unfold b1; field; lra).
  assert (B0 : 0 < b1) by (apply Rdiv_lt_0_compat; lra).
  exists m0, m1, b1; split; [|exact B0]; split; fold N L l rN rL rl D.
  - exact Ord.
  - replace (N * (q - 3 * D / N)) with (N * q - 3 * D) by (field; lra); lra.
  - exact G0.
  - exact M1.
  - fold var; set (x := INR m1 / INR n).
    assert (Mx : INR m1 = INR n * x) by (unfold x; field; lra).
    assert (X : q - var / 2 <= x <= q).
    { assert (Nq : N * q = INR n * q + q) by (rewrite Nn; ring).
      split; apply Rmult_le_reg_l with (INR n); lra. }
    pose proof (variance_near 1 q x Pq ltac:(lra) ltac:(fold var; lra)) as W; fold var in W; lra.
  - fold s0 s1; lra.
  - fold var v.
    assert (Y : b1 * y0 * Ga * rL = b1 * rN) by (rewrite <- yG; ring).
    replace (v ^ 4 * b1 * rN / k) with (v ^ 4 * Ga * (b1 * y0) / k * rL).
    2:{ unfold y0; field; lra. }
    replace (v ^ 4 * Ga) with 48 by (unfold Ga; field; lra).
    assert (U1 : k / 2 <= b1 * y0).
    { apply Rle_trans with (b1 * s1); [lra|apply Rmult_le_compat_l; lra]. }
    assert (U2 : b1 * y0 <= 2 * k).
    { assert (b1 * (y0 / 2) <= b1 * s1) by (apply Rmult_le_compat_l; lra); lra. }
    set (z := b1 * y0) in *.
    assert (Z1 : 1 / 2 <= z / k) by (apply Rmult_le_reg_r with k; [lra|]; replace (z / k * k) with z by (field; lra); lra).
    assert (Z2 : z / k <= 2) by (apply Rmult_le_reg_r with k; [lra|]; replace (z / k * k) with z by (field; lra); lra).
    replace (48 * z / k * rL) with (48 * rL * (z / k)) by (field; lra).
    split.
    + replace (24 * rL) with (48 * rL * (1 / 2)) by field; apply Rmult_le_compat_l; lra.
    + replace (96 * rL) with (48 * rL * 2) by ring; apply Rmult_le_compat_l; lra.
  - assert (Hy : y0 < v * v * rN * exp (- (l / 4))).
    { assert (E : exp (- (l / 4)) * exp (l / 4) * rL = exp (- (l / 4)) * exp (l / 2) * exp (l / 4)).
      { replace rL with (exp (l / 2)); [ring|].
        unfold l, rL; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
      assert (E2 : 1 <= exp (- (l / 4)) * rL).
      { replace rL with (exp (l / 2)).
        - rewrite <- exp_plus; apply exp_ge_1; lra.
        - unfold l, rL; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
      apply Rmult_lt_reg_r with (Ga * rL); [exact GrL|]; rewrite yG.
      replace (v * v * rN * exp (- (l / 4)) * (Ga * rL)) with (rN * (Ga * (v * v) * (exp (- (l / 4)) * rL))) by ring.
      apply Rle_lt_trans with (rN * 1); [lra|apply Rmult_lt_compat_l; [lra|]].
      apply Rlt_le_trans with (Ga * (v * v) * 1); [lra|]; apply Rmult_le_compat_l; lra. }
    assert (lN : l <= INR n * var).
    { assert (L <= var / 8 * N).
      { apply Rle_trans with (1 := LrN), Rle_trans with (2 := aN), Rmult_le_compat_l; [lra|].
        rewrite <- RN; apply Rle_trans with (rN * 1); [lra|apply Rmult_le_compat_l; lra]. }
      lra. }
    pose proof (spur_far q n m1 y0 l Pq n0 ltac:(fold s1; lra) M1 l1 ltac:(exact Big) lN ltac:(fold var; lra) Hy) as Sf.
    fold var N rN rl in Sf.
    pose proof (threshold_rare q n m1 Pq) as T; fold var s1 N in T.
    set (f := mean q (S n) (below m1)) in *.
    assert (f0 : 0 <= f) by (apply mean_nonneg; [lra|intros; apply below_range]).
    assert (T2 : f * (var / 6 * (rN * rl)) <= var * s1) by (apply Rle_trans with (2 := T), Rmult_le_compat_l; assumption).
    apply Rmult_le_compat_l with (r := b1) in T2; [|lra].
    replace (b1 * (var * s1)) with (var * (b1 * s1)) in T2 by ring; rewrite Bs in T2.
    assert (var * (k - b0 * s0) <= var * k) by (apply Rmult_le_compat_l; lra).
    apply Rmult_le_reg_l with (var / 6); [lra|].
    replace (var / 6 * (f * b1 * (rN * rl))) with (b1 * (f * (var / 6 * (rN * rl)))) by ring; lra.
Qed.

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

Theorem two_tier_upper : exists hi, 0 < hi /\ eventually (fun n => exists base m0 b0' m1 b1, 0 <= b0' /\ 0 <= b1 /\
  admissible q c e U0 pay n (two_tier_pay base m0 b0' m1 b1) /\
  expect (q e) n (fun l => h (two_tier_pay base m0 b0' m1 b1 l)) <= h (U0 + c e) + hi * (tier_rate n / INR n)).
Proof.
  pose proof Pq as [P0 P1]; pose proof (var_range (q e) Pq) as V.
  assert (k0 : 0 < k) by (apply Rdiv_lt_0_compat; assumption).
  assert (B0 : 0 < b0) by (unfold b0; lra).
  set (v := q e * (1 - q e) / 2) in *; assert (v0 : 0 < v <= 1 / 8) by (unfold v; lra).
  assert (v4 : 0 < v ^ 4) by (apply pow_lt; lra).
  set (K := 96 * k / v ^ 4); assert (K0 : 0 < K) by (apply Rdiv_lt_0_compat; lra).
  set (A := 2 * (b0 * b0) + 12 * k * K).
  assert (A0 : 0 < A).
  { assert (0 < b0 * b0) by (apply Rmult_lt_0_compat; lra); assert (0 < k * K) by (apply Rmult_lt_0_compat; lra).
    unfold A; lra. }
  exists (M / 2 * A + 1); split; [assert (0 <= M / 2 * A) by (apply Rmult_le_pos; lra); lra|].
  set (g := Rmin ((U0 - umin) / 8) ((top - u) / 2)).
  assert (g0 : 0 < g) by (apply Rmin_glb_lt; unfold u; lra).
  assert (g1 : g <= (U0 - umin) / 8) by apply Rmin_l.
  assert (g2 : g <= (top - u) / 2) by apply Rmin_r.
  apply eventually_impl with (2 := eventually_and _ _ (thresholds_exist (q e) k b0 Pq k0 B0)
    (eventually_and _ _ (eventually_and _ _ (eventually_log_cube (g / K) ltac:(apply Rdiv_lt_0_compat; lra)) eventually_log_log)
      (eventually_and _ _ (eventually_ge (2 + b0 / g)) (eventually_and _ _ (eventually_ln (4 + b0 / g)) (eventually_sqrt (10 / (v * v))))))).
  intros n [[m0 [m1 [b1 [Pr B1]]]] [[Cube [N1 [L1 [l1 [lL LN]]]]] [NK [LK R10]]]].
  assert (bg : 0 < b0 / g) by (apply Rdiv_lt_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred] in Pr.
  destruct Pr as [Ord Pl Rare Bel Nearv Mar Size Sp].
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  set (N := INR (S n)) in *; set (L := ln N) in *; set (l := ln L) in *.
  set (rN := sqrt N) in *; assert (RN : rN * rN = N) by (apply sqrt_sqrt; lra).
  assert (rN1 : 1 <= rN) by (unfold rN; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  set (rL := sqrt L) in *; assert (RL : rL * rL = L) by (apply sqrt_sqrt; lra).
  assert (rL2 : 2 <= rL) by (unfold rL; rewrite <- (sqrt_square 2) by lra; apply sqrt_le_1_alt; lra).
  set (rl := sqrt l) in *; assert (Rl : rl * rl = l) by (apply sqrt_sqrt; lra).
  assert (rl1 : 1 <= rl) by (unfold rl; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (rLL : rL <= L) by (rewrite <- RL; apply Rle_trans with (rL * 1); [lra|apply Rmult_le_compat_l; lra]).
  assert (rlL : rl <= rL) by (apply sqrt_le_1_alt; exact lL).
  assert (L3 : L <= L ^ 3).
  { replace (L ^ 3) with (L * (L * L)) by ring; apply Rle_trans with (L * 1); [lra|].
    apply Rmult_le_compat_l; [lra|]; rewrite <- (Rmult_1_r 1); apply Rmult_le_compat; lra. }
  set (D := root_n_log_n (S n)) in *.
  assert (Dv : D = rN * rL) by (unfold D, root_n_log_n, rN, rL; fold N L; rewrite sqrt_mult by lra; reflexivity).
  assert (D0 : 0 < D) by (rewrite Dv; apply Rmult_lt_0_compat; lra).
  assert (DD : D * D / N = L).
  { rewrite Dv; replace (rN * rL * (rN * rL)) with (rN * rN * (rL * rL)) by ring; rewrite RN, RL; field; lra. }
  assert (Dep : 3 * D / N = 3 * rL / rN) by (rewrite Dv, <- RN; field; lra).
  set (f0 := mean (q e) (S n) (below m0)) in *; set (f1 := mean (q e) (S n) (below m1)) in *.
  assert (F0 : 0 <= f0 <= 1) by (apply mean_range; [lra|apply below_range]).
  assert (F1 : 0 <= f1 <= 1) by (apply mean_range; [lra|apply below_range]).
  fold v in Size, Nearv.
  destruct Size as [Sl Su].
  assert (Bu : b1 * rN <= K * rL).
  { apply Rmult_le_reg_l with (v ^ 4 / k); [apply Rdiv_lt_0_compat; lra|].
    replace (v ^ 4 / k * (b1 * rN)) with (v ^ 4 * b1 * rN / k) by (field; lra).
    replace (v ^ 4 / k * (K * rL)) with (96 * rL) by (unfold K; field; lra); exact Su. }
  assert (Bl : 24 * k * rL <= v ^ 4 * (b1 * rN)).
  { apply Rmult_le_compat_r with (r := k) in Sl; [|lra].
    replace (v ^ 4 * b1 * rN / k * k) with (v ^ 4 * (b1 * rN)) in Sl by (field; lra); lra. }
  assert (Bg : b1 <= g).
  { assert (KL : K * rL <= g * rN).
    { apply Rle_trans with (K * (g / K * rN)); [apply Rmult_le_compat_l; lra|apply Req_le; field; lra]. }
    apply Rmult_le_reg_r with rN; lra. }
  assert (Bf : f1 * b1 * rN <= 6 * k).
  { apply Rle_trans with (2 := Sp); apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|].
    apply Rle_trans with (rN * 1); [lra|apply Rmult_le_compat_l; lra]. }
  assert (b0N : b0 * f0 <= g).
  { apply Rle_trans with (b0 * / N); [apply Rmult_le_compat_l; lra|].
    apply Rmult_le_reg_r with N; [lra|]; replace (b0 * / N * N) with (b0 / g * g) by (field; lra).
    rewrite (Rmult_comm g); apply Rmult_le_compat_r; lra. }
  assert (b0L : b0 * / L <= g).
  { apply Rmult_le_reg_r with L; [lra|]; replace (b0 * / L * L) with (b0 / g * g) by (field; lra).
    rewrite (Rmult_comm g); apply Rmult_le_compat_r; lra. }
  assert (vv : 0 < v * v) by (apply Rmult_lt_0_compat; lra).
  assert (Big : 10 <= v * v * rN).
  { apply Rmult_le_compat_l with (r := v * v) in R10; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R10 by (field; lra); exact R10. }
  pose proof (two_tier_best_reply q c e d c1 He Hq Hd Hc Conv Pq Q01 Hcpos Hc1 n m0 b0 m1 b1 v (3 * D / N) D
    ltac:(lra) ltac:(lra) Ord Mar Bel ltac:(apply INR_lt; simpl; lra) ltac:(lra) Nearv Big
    ltac:(apply Rdiv_lt_0_compat; lra) D0 Pl) as Rep; cbv beta zeta in Rep; fold f0 f1 N k in Rep.
  assert (Near : k * (3 * D / N) + b1 * f1 <= b1 * ((v * v) * (v * v) / 4)).
  { rewrite Dep; apply Rmult_le_reg_r with rN; [lra|].
    replace ((k * (3 * rL / rN) + b1 * f1) * rN) with (3 * k * rL + f1 * b1 * rN) by (field; lra).
    replace (b1 * ((v * v) * (v * v) / 4) * rN) with (v ^ 4 * (b1 * rN) / 4) by field.
    assert (k * 2 <= k * rL) by (apply Rmult_le_compat_l; lra); lra. }
  assert (Farr : b0 * / (D * D / N) + b0 * f0 + b1 <= b0 - c e) by (rewrite DD; unfold b0 in *; lra).
  specialize (Rep Near Farr).
  set (base := u - b0 * (1 - f0) - b1 * (1 - f1)).
  exists base, m0, b0, m1, b1; split; [lra|split; [lra|]].
  assert (Bh : base + b0 + b1 <= top) by (unfold base; assert (b1 * f1 <= b1 * 1) by (apply Rmult_le_compat_l; lra); lra).
  assert (Bb : umin <= base).
  { assert (0 <= b0 * f0) by (apply Rmult_le_pos; lra); assert (0 <= b1 * f1) by (apply Rmult_le_pos; lra).
    unfold base, u, b0 in *; lra. }
  assert (Val : forall x, umin <= two_tiers base m0 b0 m1 b1 x <= top).
  { intros x; unfold two_tiers; pose proof (below_range m0 x) as R0; pose proof (below_range m1 x) as R1.
    assert (0 <= b0 * (1 - below m0 x) <= b0) by (split; [apply Rmult_le_pos; lra|apply Rle_trans with (b0 * 1); [apply Rmult_le_compat_l|]; lra]).
    assert (0 <= b1 * (1 - below m1 x) <= b1) by (split; [apply Rmult_le_pos; lra|apply Rle_trans with (b1 * 1); [apply Rmult_le_compat_l|]; lra]).
    lra. }
  assert (Ex : forall p, expect p (S n) (two_tier_pay base m0 b0 m1 b1) = mean p (S n) (two_tiers base m0 b0 m1 b1))
    by (intros; apply (expect_count p (S n) (two_tiers base m0 b0 m1 b1))).
  assert (Mu : mean (q e) (S n) (two_tiers base m0 b0 m1 b1) = u) by (rewrite two_tier_mean; fold f0 f1; unfold base; ring).
  split.
  - split; [|split].
    + intros x _; apply (Hi umin _ top Pmin Ptop), Val.
    + intros a Ha; rewrite !Ex, !two_tier_mean; fold f0 f1; specialize (Rep a Ha); lra.
    + unfold participates; rewrite Ex, Mu; unfold u; lra.
  - pose proof (expect_count (q e) (S n) (fun x => h (two_tiers base m0 b0 m1 b1 x))) as Eh.
    change (expect (q e) (S n) (fun l0 => h (two_tier_pay base m0 b0 m1 b1 l0)) = mean (q e) (S n) (fun x => h (two_tiers base m0 b0 m1 b1 x))) in Eh.
    rewrite Eh.
    apply Rle_trans with (mean (q e) (S n) (fun x => h u + (s * (two_tiers base m0 b0 m1 b1 x - u) +
      M / 2 * ((two_tiers base m0 b0 m1 b1 x - u) * (two_tiers base m0 b0 m1 b1 x - u))))).
    { apply mean_le; [lra|]; intros x _; pose proof (Bent _ (Val x)) as B; fold u in B; lra. }
    pose proof (two_tier_square (S n) m0 b1 m1 (q e) ltac:(lra) ltac:(lra)) as Sq; cbv beta zeta in Sq; fold f0 f1 base in Sq.
    assert (Z : mean (q e) (S n) (fun x => two_tiers base m0 b0 m1 b1 x - u) = 0).
    { rewrite (mean_ext (q e) (S n) _ (fun x => two_tiers base m0 b0 m1 b1 x + (- u))) by (intros; ring).
      rewrite mean_plus, mean_const; change (mean (q e) (S n) (two_tiers base m0 b0 m1 b1) + - u = 0); rewrite Mu; ring. }
    rewrite mean_plus, mean_plus, !mean_scale, mean_const, Z, Rmult_0_r, Rplus_0_l; fold u; apply Rplus_le_compat_l.
    assert (Tr : tier_rate (S n) = rL / rl) by (unfold tier_rate; fold N L l; unfold rL, rl; apply sqrt_div_alt; lra).
    rewrite Tr; set (t := rL / rl).
    assert (t1 : 1 <= t).
    { apply Rmult_le_reg_r with rl; [lra|]; unfold t; replace (rL / rl * rl) with rL by (field; lra); lra. }
    assert (V0 : b0 * b0 * f0 <= b0 * b0 * (t / N)).
    { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|]; apply Rle_trans with (1 := Rare); unfold Rdiv.
      rewrite <- (Rmult_1_l (/ N)) at 1; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact t1]. }
    assert (V1 : b1 * b1 * f1 <= 6 * k * K * (t / N)).
    { apply Rmult_le_reg_r with (N * rl); [apply Rmult_lt_0_compat; lra|].
      replace (6 * k * K * (t / N) * (N * rl)) with (K * rL * (6 * k)) by (unfold t; field; lra).
      rewrite <- RN; replace (b1 * b1 * f1 * (rN * rN * rl)) with (b1 * rN * (f1 * b1 * (rN * rl))) by ring.
      apply Rmult_le_compat; try lra; [apply Rmult_le_pos; lra|].
      apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rmult_le_pos; lra]. }
    assert (tN : 0 <= t / N) by (apply Rdiv_le_0_compat; lra).
    apply Rle_trans with (M / 2 * (A * (t / N))); [|lra].
    apply Rmult_le_compat_l; [lra|]; apply Rle_trans with (1 := Sq); unfold A; lra.
Qed.
End Upper.
