(** * T5 binary-rate, for the count: the contract from above, and the limit

    In words.  The model of T5_Binomial.v.  A bonus on at least m agreements, m whole, some
    (1 - o(1)) sqrt(n log n) standard deviations below the mean, just above c(e), makes effort e a
    best reply among all efforts and has a premium of K(e)/sqrt(n log n) to first order
    ([deterministic_upper], [deterministic_upper_near]); nothing is left to chance.  With the bound
    from below the least premium, times sqrt(n log n), tends to K(e), over all tests on the count
    ([binomial_limit]) and over thresholds alone ([deterministic_limit]).

    How.  A threshold has one bonus that makes e stationary: slope over steepness.  From one
    threshold to the next steepness changes by a factor close to 1, so some threshold has its bonus
    in a given interval above c(e) ([steepness_between]).

    Source.  This project.

    Assumed.  As T5_Binomial.v, with the cost nonnegative and convex in the probability of agreement. *)

From Coq Require Import Reals Lra Lia ZArith PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples BestReply.
From FirstBest.Lib Require Import CountDeviation Thresholds CountTails TwoPointPay Nearby Suprema.
From FirstBest Require Import T5_BinaryRate T5_Binomial.
Open Scope R_scope.

Section Above.
Variables (umin U0 : R) (h h1 q q1 c c1 : R -> R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.

Variable e : R.
Hypothesis Int : interior U0 h h1 q q1 c c1 e.

(** The model's quantities, at this economy. *)
Local Notation utility := (T5_Binomial.utility U0 c).
Local Notation ratio := (T5_Binomial.ratio U0 h h1 c).
Local Notation var := (T5_Binomial.var q).
Local Notation sd := (T5_Binomial.sd q).
Local Notation slope := (T5_Binomial.slope q1 c1).
Local Notation room := (T5_Binomial.room umin U0 c).
Local Notation binomial_constant := (T5_Binomial.binomial_constant U0 h h1 q q1 c c1).
Local Notation binary_implements := (T5_Binomial.binary_implements umin U0 q c).
Local Notation binary_premium := (T5_Binomial.binary_premium U0 h q c).
Local Notation count_fail := (T5_Binomial.count_fail q).


(** The first-order condition makes e a global best reply to a threshold: the payoff is concave in the
    probability of agreement from the threshold's rate m/n on; somewhat below it one fails with a
    probability bounded below, far below almost surely. *)
Lemma threshold_best_reply n m b v eps : 0 < b ->
  steepness (q e) n m = slope e / b -> INR m <= INR n * q e -> (0 < n)%nat ->
  0 < v <= 1 / 4 -> v <= INR m / INR n * (1 - INR m / INR n) -> 10 <= v * v * sqrt (INR (S n)) ->
  0 < eps -> INR (S n) * (eps / 2) <= INR m - INR (S n) * (q e - eps) ->
  let f := mean (q e) (S n) (below m) in
  slope e * eps + b * f <= b * ((v * v) * (v * v) / 4) ->
  b * / (INR (S n) * (eps / 2 * (eps / 2))) + b * f <= b - c e ->
  forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (below m)) - c a <= b * (1 - f) - c e.
Proof.
  intros Hb St Hm Hn Hv Vx Big Ep Loc f Near Far a Ha.
  pose proof (lt_0_INR n Hn) as N0; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0.
  destruct Int as [He Hq Hd [P0 P1] Hc Hc1 _ _ _ _].
  pose proof (Q01 a Ha) as Pa.
  pose proof (cost_supporting_line q c e (q1 e) (c1 e) ltac:(lra) Hq Hd Hc Conv a Ha) as Ca; fold (slope e) in Ca.
  set (x := INR m / INR n) in *.
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (X : 0 < x < 1).
  { assert (0 <= x) by (apply Rdiv_le_0_compat; [apply pos_INR|exact N0]); split; nra. }
  assert (Hmn : (m < n)%nat) by (apply INR_lt; rewrite Mx; nra).
  assert (Kb : b * steepness (q e) n m = slope e) by (rewrite St; field; lra).
  set (p := q a) in *.
  destruct (Rle_or_lt x p) as [Hp|Hp].
  - (* on the concave side *)
    destruct (MVT_gen (fun z => mean z (S n) (below m)) (q e) p (fun z => - steepness z n m))
      as [z [Bz Ez]].
    + intros z _; apply threshold_derive.
    + intros z _; apply continuity_pt_filterlim.
      apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply threshold_derive.
    + fold f in Ez.
      assert (W : b * steepness z n m * (p - q e) <= slope e * (p - q e)).
      { rewrite <- Kb; revert Bz; unfold Rmin, Rmax; destruct (Rle_dec (q e) p) as [Q|Q]; intros Bz.
        - apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; [lra|].
          apply steepness_decreasing; (assumption || lia || lra).
        - assert (b * steepness (q e) n m <= b * steepness z n m); [|nra].
          apply Rmult_le_compat_l; [lra|]; apply steepness_decreasing; try (assumption || lia || lra).
          rewrite Mx; apply Rmult_le_compat_l; lra. }
      replace (mean p (S n) (below m)) with (f + - steepness z n m * (p - q e)) by lra.
      lra.
  - destruct (Rle_or_lt (q e - eps) p) as [Hn'|Hf].
    + (* somewhat below *)
      assert (L : (v * v) * (v * v) / 4 <= mean p (S n) (below m)).
      { apply Rle_trans with (mean x (S n) (below m)).
        - apply below_probable; try assumption; try lia; try lra.
          rewrite S_INR; apply Rabs_le_between; lra.
        - apply mean_falls; [intros; apply threshold_falls|lra|lra]. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra].
      assert (slope e * (q e - p) <= slope e * eps) by (apply Rmult_le_compat_l; lra).
      lra.
    + (* far below *)
      pose proof (Hcpos a Ha).
      pose proof (lt_0_INR (S n) ltac:(lia)) as Sn0.
      assert (L : 1 - mean p (S n) (below m) <= / (INR (S n) * (eps / 2 * (eps / 2)))).
      { apply threshold_passed; try assumption; [lra|].
        assert (INR (S n) * p <= INR (S n) * (q e - eps)) by (apply Rmult_le_compat_l; lra); lra. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra]; lra.
Qed.

(** Some threshold, at its own bonus. *)
Theorem deterministic_upper th : 0 < th <= 1 / 4 -> eventually (fun n => exists m base b,
  binary_implements n (below m) base b e /\
  binary_premium n (below m) base b e <= slope e * sd e / (1 - 2 * th) * (ratio e + 2 * th) / root_n_log_n n).
Proof.
  intros Th; destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 S2]; pose proof (var_pos U0 h h1 q q1 c c1 e Int) as V0.
  pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0; pose proof (room_pos umin U0 c HU0 e) as RB.
  destruct Int as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hratio]; pose proof Pq as [P0 P1].
  set (u := utility e) in *; set (s := h1 u) in *; set (B := room e) in *.
  assert (Bu : B = u - umin) by reflexivity.
  assert (Uc : U0 = u - c e) by (unfold u, utility; ring).
  destruct (distance_near umin h u s Hconv ltac:(lra) Hs (c e) B th) as [b1 [Hb1 Hr]];
    [lra|lra|lra|].
  change (bregman h u s (c e) / c e) with (ratio e) in Hr.
  destruct (two_point_cost_rare umin h u s Hconv ltac:(lra) Hs th ltac:(lra)) as [r [r0 Rare]].
  (* the bonus may lie between b0 and b1 *)
  set (b0 := (c e + b1) / 2).
  assert (Hb0 : c e < b0 < b1) by (unfold b0; lra).
  set (y0 := slope e / b0); set (y1 := slope e / b1).
  assert (y10 : 0 < y1 < y0).
  { split; [apply Rdiv_lt_0_compat; lra|]; apply Rmult_lt_compat_l; [exact K0|].
    apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra. }
  set (v := var e / 2); set (rho := th * var e / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (vv : 0 < v * v) by nra.
  assert (rho0 : 0 < rho) by (unfold rho; nra).
  set (w := (v * v) * (v * v) / 4); assert (w0 : 0 < w) by (unfold w; nra).
  set (eps := Rmin (b0 * w / (2 * slope e)) rho).
  assert (eps0 : 0 < eps) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; nra|exact rho0]).
  assert (eps1 : slope e * eps <= b0 * w / 2).
  { replace (b0 * w / 2) with (slope e * (b0 * w / (2 * slope e))) by (field; lra).
    apply Rmult_le_compat_l; [lra|apply Rmin_l]. }
  assert (eps2 : eps <= rho) by apply Rmin_r.
  set (d := Rmin (eps / 4) ((y0 - y1) * var e / y0)).
  assert (d0 : 0 < d).
  { apply Rmin_glb_lt; [lra|]; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra. }
  assert (d1 : d <= eps / 4) by apply Rmin_l.
  assert (d2 : d * y0 <= (y0 - y1) * var e).
  { replace ((y0 - y1) * var e) with ((y0 - y1) * var e / y0 * y0) by (field; lra).
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  set (F := slope e * sd e / (1 - 2 * th)).
  assert (F0 : 0 <= F) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|lra]).
  assert (M1 : 0 < b0 * w / 2) by nra.
  assert (M2 : 0 < (b0 - c e) / 2) by lra.
  assert (M3 : 0 < r / 2) by lra.
  set (e3 := d ^ 3); assert (e30 : 0 < e3) by (apply pow_lt; lra).
  set (e2 := eps / 2 * (eps / 2)); assert (e20 : 0 < e2) by (unfold e2; nra).
  assert (T0 : 0 < var e * y1 * e3) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (T1 : 0 < e2 * (b0 - c e)) by nra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ F0 M1)
      (eventually_and _ _ (eventually_below _ _ F0 M2) (eventually_below _ _ F0 M3)))
    (eventually_and _ _ (eventually_and _ _ (probable_count th (q e) y0 Pq Th ltac:(lra)) (eventually_root_n_log_n (1 / (th * sd e))))
      (eventually_and _ _ (eventually_ge (2 + / (var e * y1 * e3) + 2 * b1 / (e2 * (b0 - c e))))
        (eventually_sqrt (10 / (v * v)))))).
  intros n [[[R0 H1] [[_ H2] [_ H3]]] [[[m1 [Y [M Mt]]] R1] [N1 R3]]].
  assert (I1 : 0 < / (var e * y1 * e3)) by (apply Rinv_0_lt_compat; exact T0).
  assert (I2 : 0 <= 2 * b1 / (e2 * (b0 - c e))) by (apply Rdiv_le_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred] in *.
  fold (var e) (sd e) in Mt.
  set (R := root_n_log_n (S n)) in *.
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  (* thresholds far below the mean are flatter than y1 *)
  assert (Flat : / (INR (S n) * e3) < var e * y1).
  { apply Rmult_lt_reg_l with (INR (S n) * e3); [apply Rmult_lt_0_compat; lra|].
    rewrite Rinv_r by (apply Rgt_not_eq, Rmult_lt_0_compat; lra).
    replace (INR (S n) * e3 * (var e * y1)) with (INR (S n) * (var e * y1 * e3)) by ring.
    rewrite <- (Rinv_l (var e * y1 * e3)) by lra; apply Rmult_lt_compat_r; lra. }
  destruct (steepness_between (q e) n y0 y1 d Pq y10 d0 d2
    ltac:(fold (var e) e3; apply Rlt_trans with (1 := Flat), Rmult_lt_compat_l; lra) m1 Y) as [m [Hm [St1 St0]]].
  apply le_INR in Hm.
  assert (Loc : INR (S n) * q e - INR m + 1 < INR (S n) * d).
  { destruct (Rle_or_lt (INR (S n) * d) (INR (S n) * q e - INR m + 1)) as [Q|Q]; [exfalso|exact Q].
    pose proof (threshold_location (q e) n m d Pq d0 Q) as T; fold (var e) e3 in T.
    apply Rmult_le_compat_l with (r := var e) in St1; lra. }
  set (y := steepness (q e) n m) in *.
  set (b := slope e / y).
  assert (St : y = slope e / b) by (unfold b; field; lra).
  assert (Hb : b0 <= b <= b1).
  { unfold b; split; apply Rmult_le_reg_r with y; try lra; replace (slope e / y * y) with (slope e) by (field; lra).
    - apply Rmult_le_compat_l with (r := b0) in St0; [|lra].
      replace (b0 * y0) with (slope e) in St0 by (unfold y0; field; lra); exact St0.
    - apply Rmult_le_compat_l with (r := b1) in St1; [|lra].
      replace (b1 * y1) with (slope e) in St1 by (unfold y1; field; lra); exact St1. }
  set (f := mean (q e) (S n) (below m)).
  assert (f01 : 0 <= f <= 1) by (apply mean_range; [lra|intros; apply below_range]).
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R3; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R3 by (field; lra); exact R3. }
  set (x := INR m / INR n).
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (Ld : INR (S n) * d <= INR (S n) * (eps / 4)) by (apply Rmult_le_compat_l; lra).
  assert (Xp : 0 <= q e - x <= rho).
  { split; apply Rmult_le_reg_l with (INR n); try lra.
    assert (INR (S n) * (eps / 4) <= INR n * 2 * (eps / 4)) by (apply Rmult_le_compat_r; lra).
    assert (INR n * eps <= INR n * rho) by (apply Rmult_le_compat_l; lra).
    assert (0 < INR n * eps) by (apply Rmult_lt_0_compat; lra).
    rewrite Nn in *; lra. }
  assert (Vx : v <= x * (1 - x)).
  { pose proof (variance_near th (q e) x Pq ltac:(lra) ltac:(fold (var e); unfold rho in Xp; lra)) as Vn.
    fold (var e) in Vn; unfold v; nra. }
  (* failing is rare *)
  assert (Fb : f * b <= F / R).
  { pose proof (threshold_rare (q e) n m Pq) as T; fold f (var e) y in T.
    assert (thR : 1 <= th * sd e * R).
    { apply Rmult_le_compat_l with (r := th * sd e) in R1; [|nra].
      replace (th * sd e * (1 / (th * sd e))) with 1 in R1 by (field; lra); lra. }
    assert (D : (1 - 2 * th) * sd e * R <= INR (S n) * q e - INR m) by lra.
    assert (T' : f * ((1 - 2 * th) * sd e * R) <= var e * y)
      by (apply Rle_trans with (2 := T), Rmult_le_compat_l; lra).
    apply Rmult_le_reg_r with ((1 - 2 * th) * sd e * R); [repeat apply Rmult_lt_0_compat; lra|].
    replace (F / R * ((1 - 2 * th) * sd e * R)) with (slope e * (sd e * sd e)) by (unfold F; field; lra).
    rewrite S2; apply Rmult_le_compat_l with (r := b) in T'; [|lra].
    replace (b * (var e * y)) with (slope e * var e) in T' by (unfold b; field; lra); lra. }
  assert (fb0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  assert (Far : b * / (INR (S n) * e2) <= (b0 - c e) / 2).
  { assert (Q : 2 * b1 / (e2 * (b0 - c e)) <= INR (S n)) by lra.
    apply Rmult_le_compat_r with (r := e2 * (b0 - c e)) in Q; [|lra].
    replace (2 * b1 / (e2 * (b0 - c e)) * (e2 * (b0 - c e))) with (2 * b1) in Q by (field; lra).
    assert (0 < INR (S n) * e2) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_reg_r with (INR (S n) * e2); [assumption|].
    replace (b * / (INR (S n) * e2) * (INR (S n) * e2)) with b by (field; lra); lra. }
  pose proof (threshold_best_reply n m b v eps ltac:(lra) St ltac:(lra)
    ltac:(apply INR_lt; simpl; lra) v0 Vx Big eps0) as Best.
  assert (Best' : forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (below m)) - c a <= b * (1 - f) - c e).
  { assert (0 < INR (S n) * eps) by (apply Rmult_lt_0_compat; lra).
    assert (b0 * w <= b * w) by (apply Rmult_le_compat_r; lra).
    apply Best; fold f; fold e2; fold w; lra. }
  exists m, (u - (1 - f) * b), b.
  assert (Im : binary_implements (S n) (below m) (u - (1 - f) * b) b e).
  { split; unfold count_fail; fold f.
    - intros a Ha; specialize (Best' a Ha); lra.
    - lra.
    - lra.
    - lra. }
  split; [exact Im|].
  unfold binary_premium, wage, count_fail; fold f u.
  replace (u - (1 - f) * b + b) with (u + f * b) by ring.
  pose proof (Rare f b f01 ltac:(lra) ltac:(lra) ltac:(lra)) as P.
  pose proof (bregman_ratio_increasing umin h u s Hconv ltac:(lra) b b1 ltac:(lra) ltac:(lra)) as Br.
  assert (f * b * (bregman h u s b / b + th) <= f * b * (ratio e + 2 * th)) by (apply Rmult_le_compat_l; lra).
  assert (f * b * (ratio e + 2 * th) <= F / R * (ratio e + 2 * th)) by (apply Rmult_le_compat_r; lra).
  replace (F * (ratio e + 2 * th) / R) with (F / R * (ratio e + 2 * th)) by (field; lra).
  lra.
Qed.

Corollary deterministic_upper_near eps : 0 < eps -> eventually (fun n => exists m base b,
  binary_implements n (below m) base b e /\
  binary_premium n (below m) base b e <= (binomial_constant e + eps) / root_n_log_n n).
Proof.
  intros E0; destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 S2]; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0.
  pose proof (wage_bends U0 h h1 q q1 c c1 e Int) as Hratio.
  set (a := slope e * sd e); assert (a0 : 0 < a) by (apply Rmult_lt_0_compat; assumption).
  set (M := 4 * (a * (1 + ratio e))).
  assert (M0 : 0 < M) by (assert (0 < a * (1 + ratio e)) by (apply Rmult_lt_0_compat; lra); unfold M; lra).
  set (th := Rmin (1 / 4) (eps / M)).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 4) by apply Rmin_l.
  assert (t2 : th * M <= eps).
  { apply Rle_trans with (eps / M * M); [|apply Req_le; field; lra].
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  apply eventually_impl with
    (2 := eventually_and _ _ (eventually_root_n_log_n 1) (deterministic_upper th ltac:(lra))).
  intros n [Rn [m [base [b [Im Up]]]]]; exists m, base, b; split; [exact Im|].
  apply Rle_trans with (1 := Up), Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|].
  fold a; rewrite (constant_form U0 h h1 q q1 c c1 e Int); fold a.
  apply Rmult_le_reg_r with (1 - 2 * th); [lra|].
  replace (a / (1 - 2 * th) * (ratio e + 2 * th) * (1 - 2 * th)) with (a * ratio e + 2 * th * a) by (field; lra).
  assert (th * (a * (1 + ratio e)) <= eps / 4) by (unfold M in t2; lra).
  assert (0 <= a * ratio e) by (apply Rmult_le_pos; lra).
  assert (0 <= th * (a * ratio e)) by (apply Rmult_le_pos; lra).
  assert (2 * th * eps <= 2 * (1 / 4) * eps) by (apply Rmult_le_compat_r; lra).
  lra.
Qed.

(** ** The limit *)

(** What binary contracts for e cost, over every test on the count. *)
Definition binomial_wages (n : nat) (x : R) : Prop := exists phi base b,
  test phi /\ binary_implements n phi base b e /\ x = wage h (count_fail n phi) base b e.

(** The same over bonuses on at least m agreements. *)
Definition deterministic_wages (n : nat) (x : R) : Prop := exists m base b,
  binary_implements n (below m) base b e /\ x = wage h (count_fail n (below m)) base b e.

(** From some n on some bonus on at least m agreements is within eps/sqrt(n log n) of K(e)/sqrt(n log n), and no test's
    premium is lower. *)
Lemma premium_between eps : 0 < eps -> eventually (fun n => 0 < root_n_log_n n /\
  (exists x, deterministic_wages n x /\ x <= h (U0 + c e) + (binomial_constant e + eps) / root_n_log_n n) /\
  forall y, binomial_wages n y -> h (U0 + c e) + (binomial_constant e - eps) / root_n_log_n n <= y).
Proof.
  intros E0; pose proof (constant_pos U0 h h1 q q1 c c1 e Int) as K0; set (K := binomial_constant e) in *.
  set (th := Rmin (1 / 2) (eps / (3 * K))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 2) by apply Rmin_l.
  assert (t2 : 3 * th * K <= eps).
  { apply Rle_trans with (3 * (eps / (3 * K)) * K); [|apply Req_le; field; lra].
    apply Rmult_le_compat_r; [lra|]; assert (th <= eps / (3 * K)) by apply Rmin_r; lra. }
  apply eventually_impl with (2 := eventually_and _ _ (eventually_root_n_log_n 1)
    (eventually_and _ _ (binomial_lower umin U0 h h1 q q1 c c1 Hc0 Hconv Hincr HU0 Q01 e th Int ltac:(lra))
      (deterministic_upper_near eps E0))).
  intros n [Rn [Low [m [base [b [Im Up]]]]]]; fold K in Low, Up; set (rt := root_n_log_n n) in *.
  split; [lra|].
  assert (L : (K - eps) / rt <= (1 - th) * (1 - th) * (1 - th) * K / rt).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|].
    assert ((1 - 3 * th) * K <= (1 - th) * (1 - th) * (1 - th) * K) by (apply Rmult_le_compat_r; [lra|nra]); lra. }
  split.
  - exists (wage h (count_fail n (below m)) base b e); split; [|unfold binary_premium, utility in Up; lra].
    exists m, base, b; split; [exact Im|reflexivity].
  - intros y [phi [base' [b' [Hp [Im' ->]]]]]; specialize (Low phi base' b' Hp Im').
    unfold binary_premium, utility in Low; lra.
Qed.

Lemma deterministic_is_binary n x : deterministic_wages n x -> binomial_wages n x.
Proof.
  intros [m [base [b [Im ->]]]]; exists (below m), base, b.
  split; [intros k; apply below_range|split; [exact Im|reflexivity]].
Qed.

Theorem binomial_limit : premium_tends binomial_wages root_n_log_n (h (U0 + c e)) (binomial_constant e).
Proof.
  apply premium_tends_of; intros eps E0; apply eventually_impl with (2 := premium_between eps E0).
  intros n [R0 [[x [X B]] L]]; split; [exact R0|split; [exists x; split; [apply deterministic_is_binary, X|exact B]|exact L]].
Qed.

Theorem deterministic_limit : premium_tends deterministic_wages root_n_log_n (h (U0 + c e)) (binomial_constant e).
Proof.
  apply premium_tends_of; intros eps E0; apply eventually_impl with (2 := premium_between eps E0).
  intros n [R0 [X L]]; split; [exact R0|split; [exact X|intros y Y; apply L, deterministic_is_binary, Y]].
Qed.
End Above.
