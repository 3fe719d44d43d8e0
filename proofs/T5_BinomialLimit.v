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

(** A bonus with which e is stationary fails rarely: failures come from far below the mean. *)
Lemma stationary_fails_rarely th n m b r : 0 < th <= 1 / 4 -> 0 < b -> 0 < r ->
  b * steepness (q e) n m = slope e -> (1 - 2 * th) * sd e * r <= INR (S n) * q e - INR m ->
  mean (q e) (S n) (below m) * b <= slope e * sd e / (1 - 2 * th) / r.
Proof.
  intros Th B0 R0 St Far; destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 S2].
  pose proof (agreement_random _ _ _ _ _ _ _ e Int) as Pq.
  pose proof (threshold_rare (q e) n m Pq) as T; fold (var e) in T.
  set (f := mean (q e) (S n) (below m)) in *; set (y := steepness (q e) n m) in *.
  assert (f0 : 0 <= f) by (apply mean_range; [destruct Pq; lra|intros; apply below_range]).
  assert (T' : f * ((1 - 2 * th) * sd e * r) <= var e * y) by (apply Rle_trans with (2 := T), Rmult_le_compat_l; lra).
  apply Rmult_le_reg_r with ((1 - 2 * th) * sd e * r); [apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra|].
  replace (slope e * sd e / (1 - 2 * th) / r * ((1 - 2 * th) * sd e * r)) with (slope e * (sd e * sd e)) by (field; lra).
  rewrite S2, <- St; apply Rmult_le_compat_l with (r := b) in T'; [|lra]; lra.
Qed.

(** Bonuses that make e stationary lie where steepness is between slope/b1 and slope/b0. *)
Lemma bonus_of_steepness y b0 b1 : 0 < b0 < b1 -> slope e / b1 <= y <= slope e / b0 ->
  b0 <= slope e / y <= b1 /\ slope e / y * y = slope e.
Proof.
  intros B [Y1 Y0]; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0; set (k := slope e) in *.
  assert (0 < k / b1) by (apply Rdiv_lt_0_compat; lra).
  assert (E : k / y * y = k) by (field; lra).
  split; [split|exact E]; apply Rmult_le_reg_r with y; try lra; rewrite E.
  - apply Rmult_le_compat_l with (r := b0) in Y0; [|lra]; replace (b0 * (k / b0)) with k in Y0 by (field; lra); exact Y0.
  - apply Rmult_le_compat_l with (r := b1) in Y1; [|lra]; replace (b1 * (k / b1)) with k in Y1 by (field; lra); exact Y1.
Qed.

(** From some n on, some whole threshold has its stationary bonus between b0 and b1; it lies nearer to the mean count than d
    per signal, and (1 - 2 th) sqrt(n log n) standard deviations of a signal below it. *)
Lemma threshold_for_bonus th b0 b1 d : 0 < th <= 1 / 4 -> 0 < b0 < b1 -> 0 < d -> eventually (fun n => exists m b,
  b0 <= b <= b1 /\ b * steepness (q e) (pred n) m = slope e /\ INR n * q e - INR m + 1 < INR n * d /\
  (1 - 2 * th) * sd e * root_n_log_n n <= INR n * q e - INR m).
Proof.
  intros Th B d0; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0; pose proof (var_pos U0 h h1 q q1 c c1 e Int) as V0.
  destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 _]; pose proof (agreement_random _ _ _ _ _ _ _ e Int) as Pq.
  set (y0 := slope e / b0); set (y1 := slope e / b1).
  assert (Y : 0 < y1 < y0).
  { split; [apply Rdiv_lt_0_compat; lra|]; apply Rmult_lt_compat_l; [exact K0|].
    apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra. }
  set (g := Rmin d ((y0 - y1) * var e / y0)).
  assert (g0 : 0 < g) by (apply Rmin_glb_lt; [exact d0|]; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (g2 : g * y0 <= (y0 - y1) * var e).
  { apply Rle_trans with ((y0 - y1) * var e / y0 * y0); [apply Rmult_le_compat_r; [lra|apply Rmin_r]|right; field; lra]. }
  assert (g3 : 0 < g ^ 3) by (apply pow_lt, g0).
  assert (T0 : 0 < var e * y1 * g ^ 3) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  apply eventually_impl with (2 := eventually_and _ _ (probable_count th (q e) y0 Pq Th ltac:(lra))
    (eventually_and _ _ (eventually_root_n_log_n (1 / (th * sd e))) (eventually_ge (1 + / (var e * y1 * g ^ 3))))).
  intros n [[m1 [P [_ Mt]]] [R1 N1]]; fold (var e) (sd e) in Mt.
  assert (I1 : 0 < / (var e * y1 * g ^ 3)) by (apply Rinv_0_lt_compat, T0).
  destruct n as [|n]; [cbn [INR] in N1; lra|]; cbn [pred] in *.
  assert (Flat : / (INR (S n) * g ^ 3) < var e * y1).
  { apply Rmult_lt_reg_l with (INR (S n) * g ^ 3); [apply Rmult_lt_0_compat; [lra|apply pow_lt, g0]|].
    rewrite Rinv_r by (apply Rgt_not_eq, Rmult_lt_0_compat; [lra|apply pow_lt, g0]).
    replace (INR (S n) * g ^ 3 * (var e * y1)) with (INR (S n) * (var e * y1 * g ^ 3)) by ring.
    rewrite <- (Rinv_l (var e * y1 * g ^ 3)) by lra; apply Rmult_lt_compat_r; lra. }
  destruct (steepness_between (q e) n y0 y1 g Pq Y g0 g2
    ltac:(fold (var e); apply Rlt_trans with (1 := Flat), Rmult_lt_compat_l; lra) m1 P) as [m [Hm St]].
  destruct (bonus_of_steepness (steepness (q e) n m) b0 b1 B St) as [Hb Sb].
  exists m, (slope e / steepness (q e) n m); split; [exact Hb|split; [exact Sb|split]].
  - apply Rlt_le_trans with (INR (S n) * g); [|apply Rmult_le_compat_l; [apply pos_INR|apply Rmin_l]].
    apply Rnot_le_lt; intros Q; pose proof (threshold_location (q e) n m g Pq g0 Q) as T; fold (var e) in T.
    destruct St as [St _]; apply Rmult_le_compat_l with (r := var e) in St; lra.
  - apply le_INR in Hm; apply Rmult_le_compat_l with (r := th * sd e) in R1; [|apply Rmult_le_pos; lra].
    replace (th * sd e * (1 / (th * sd e))) with 1 in R1 by (field; lra); lra.
Qed.

(** A threshold a little below the mean count: its rate m/n and the variance there are near those of e. *)
Lemma threshold_rate eps n m : 0 < eps <= var e / 8 -> 1 <= INR n -> 1 <= INR (S n) * q e - INR m ->
  INR (S n) * q e - INR m + 1 < INR (S n) * (eps / 4) ->
  INR m <= INR n * q e /\ var e / 2 <= INR m / INR n * (1 - INR m / INR n).
Proof.
  intros Ep N1 Low Near; pose proof (agreement_random _ _ _ _ _ _ _ e Int) as Pq; pose proof Pq as [P0 P1].
  pose proof (var_pos U0 h h1 q q1 c c1 e Int) as V0; rewrite S_INR in *.
  set (x := INR m / INR n); assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (M : INR m <= INR n * q e) by lra; split; [exact M|].
  assert (X : 0 <= q e - x <= eps).
  { split; apply Rmult_le_reg_l with (INR n); lra. }
  pose proof (variance_near (1 / 4) (q e) x Pq ltac:(lra) ltac:(fold (var e); lra)) as Vn; fold (var e) in Vn; lra.
Qed.

(** Bonuses above c(e) that make e stationary, with a threshold a little below the mean count and rare failures, make e a
    best reply among all efforts. *)
Lemma stationary_best_reply b0 b1 : c e < b0 -> exists d w, 0 < d /\ 0 < w /\ eventually (fun n => forall m b,
  b0 <= b <= b1 -> b * steepness (q e) (pred n) m = slope e ->
  1 <= INR n * q e - INR m -> INR n * q e - INR m + 1 < INR n * d -> mean (q e) n (below m) * b <= w ->
  forall a, 0 <= a <= 1 -> b * (1 - mean (q a) n (below m)) - c a <= b * (1 - mean (q e) n (below m)) - c e).
Proof.
  intros B; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0; pose proof (var_pos U0 h h1 q q1 c c1 e Int) as V0.
  pose proof (cost_positive _ _ _ _ _ _ _ e Int) as C0.
  set (v := var e / 2); assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra); assert (vv : 0 < v * v) by nra.
  set (z := v * v * (v * v) / 4); assert (z0 : 0 < z) by (unfold z; nra).
  set (eps := Rmin (b0 * z / (2 * slope e)) (var e / 8)).
  assert (e0 : 0 < eps) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; nra|lra]).
  assert (e2 : eps <= var e / 8) by apply Rmin_r.
  assert (e1 : slope e * eps <= b0 * z / 2).
  { apply Rle_trans with (slope e * (b0 * z / (2 * slope e))); [apply Rmult_le_compat_l; [lra|apply Rmin_l]|right; field; lra]. }
  set (g := eps / 2 * (eps / 2)); assert (g0 : 0 < g) by (unfold g; nra).
  assert (G : 0 < g * (b0 - c e)) by (apply Rmult_lt_0_compat; lra).
  exists (eps / 4), (Rmin (b0 * z / 2) ((b0 - c e) / 2)); split; [lra|split; [apply Rmin_glb_lt; nra|]].
  apply eventually_impl with (2 := eventually_and _ _ (eventually_ge (2 + 2 * Rmax b1 0 / (g * (b0 - c e))))
    (eventually_sqrt (10 / (v * v)))).
  intros [|n] [N1 R1] m b Hb St Low Near Rare.
  { exfalso; pose proof (pos_INR m); simpl in Low; lra. }
  cbn [pred] in St; pose proof (Rmax_l b1 0); pose proof (Rmax_r b1 0); set (b2 := Rmax b1 0) in *.
  assert (I2 : 0 <= 2 * b2 / (g * (b0 - c e))) by (apply Rdiv_le_0_compat; lra).
  assert (N2 : 1 <= INR n) by (rewrite S_INR in N1; lra).
  destruct (threshold_rate eps n m (conj e0 e2) N2 Low Near) as [M Vx]; fold v in Vx.
  pose proof (Rmin_l (b0 * z / 2) ((b0 - c e) / 2)) as W1; pose proof (Rmin_r (b0 * z / 2) ((b0 - c e) / 2)) as W2.
  assert (St' : steepness (q e) n m = slope e / b) by (rewrite <- St; field; lra).
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R1; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R1 by (field; lra); exact R1. }
  assert (Far : b * / (INR (S n) * g) <= (b0 - c e) / 2).
  { assert (Q : 2 * b2 / (g * (b0 - c e)) <= INR (S n)) by lra.
    apply Rmult_le_compat_r with (r := g * (b0 - c e)) in Q; [|lra].
    replace (2 * b2 / (g * (b0 - c e)) * (g * (b0 - c e))) with (2 * b2) in Q by (field; lra).
    assert (0 < INR (S n) * g) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_reg_r with (INR (S n) * g); [assumption|].
    replace (b * / (INR (S n) * g) * (INR (S n) * g)) with b by (field; lra); lra. }
  assert (0 < INR (S n) * eps) by (apply Rmult_lt_0_compat; lra).
  assert (b0 * z <= b * z) by (apply Rmult_le_compat_r; lra).
  apply (threshold_best_reply n m b v eps); try assumption; fold g z; try lra; apply INR_lt; simpl; lra.
Qed.

(** With rare failures and a bonus not far above c(e), the premium is the failures' rate times the bonus's part of D(c)/c. *)
Lemma rare_premium th : 0 < th -> exists b1 r, c e < b1 <= room e /\ 0 < r /\ forall f b, 0 <= f <= 1 ->
  c e <= b <= b1 -> f * b <= r ->
  (1 - f) * h (utility e + f * b) + f * h (utility e - (1 - f) * b) - h (utility e) <= f * b * (ratio e + 2 * th).
Proof.
  intros T0; pose proof (room_pos umin U0 c HU0 e) as RB; pose proof (cost_positive _ _ _ _ _ _ _ e Int) as C0.
  pose proof (wage_slope _ _ _ _ _ _ _ e Int) as Hs; set (u := utility e) in *; set (s := h1 u) in *.
  assert (Bu : room e = u - umin) by reflexivity.
  destruct (distance_near umin h u s Hconv ltac:(lra) Hs (c e) (room e) th) as [b1 [Hb1 Hr]]; [lra|lra|lra|].
  change (bregman h u s (c e) / c e) with (ratio e) in Hr.
  destruct (two_point_cost_rare umin h u s Hconv ltac:(lra) Hs th T0) as [r [r0 Rare]].
  exists b1, (r / 2); split; [lra|split; [lra|]]; intros f b Hf Hb Small.
  pose proof (Rare f b Hf ltac:(lra) ltac:(lra) ltac:(lra)) as P.
  pose proof (bregman_ratio_increasing umin h u s Hconv ltac:(lra) b b1 ltac:(lra) ltac:(lra)) as Br.
  apply Rle_trans with (1 := P), Rmult_le_compat_l; [apply Rmult_le_pos; lra|lra].
Qed.

(** Some threshold, at its own bonus. *)
Theorem deterministic_upper th : 0 < th <= 1 / 4 -> eventually (fun n => exists m base b,
  binary_implements n (below m) base b e /\
  binary_premium n (below m) base b e <= slope e * sd e / (1 - 2 * th) * (ratio e + 2 * th) / root_n_log_n n).
Proof.
  intros Th; destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 _]; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0.
  pose proof (wage_bends _ _ _ _ _ _ _ e Int) as Hratio; pose proof (cost_positive _ _ _ _ _ _ _ e Int) as C0.
  pose proof (agreement_random _ _ _ _ _ _ _ e Int) as Pq.
  destruct (rare_premium th ltac:(lra)) as [b1 [r [B1 [r0 Rare]]]].
  set (b0 := (c e + b1) / 2); assert (B0 : c e < b0 < b1) by (unfold b0; lra).
  destruct (stationary_best_reply b0 b1 ltac:(lra)) as [d [w [d0 [w0 Best]]]].
  set (F := slope e * sd e / (1 - 2 * th)).
  assert (F0 : 0 <= F) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|lra]).
  assert (x0 : 0 < Rmin w (Rmin r (b0 - c e))) by (repeat apply Rmin_glb_lt; lra).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (threshold_for_bonus th b0 b1 d Th ltac:(lra) d0) Best)
    (eventually_and _ _ (eventually_below _ _ F0 x0)
      (eventually_and _ _ (eventually_root_n_log_n (1 / ((1 - 2 * th) * sd e))) (eventually_ge 1)))).
  intros [|n] [[[m [b [Hb [St [Near Far]]]]] Bst] [[R0 Small] [R1 N1]]]; [simpl in N1; lra|cbn [pred] in St].
  set (R := root_n_log_n (S n)) in *; set (f := mean (q e) (S n) (below m)).
  assert (f01 : 0 <= f <= 1) by (apply mean_range; [destruct Pq; lra|intros; apply below_range]).
  pose proof (stationary_fails_rarely th n m b R Th ltac:(lra) R0 St Far) as Fb; fold f F in Fb.
  assert (S1 : F / R <= w /\ F / R <= r /\ F / R <= b0 - c e).
  { pose proof (Rmin_l w (Rmin r (b0 - c e))); pose proof (Rmin_r w (Rmin r (b0 - c e))).
    pose proof (Rmin_l r (b0 - c e)); pose proof (Rmin_r r (b0 - c e)); repeat split; lra. }
  assert (Low : 1 <= INR (S n) * q e - INR m).
  { apply Rle_trans with (2 := Far); apply Rmult_le_compat_l with (r := (1 - 2 * th) * sd e) in R1; [|apply Rmult_le_pos; lra].
    replace ((1 - 2 * th) * sd e * (1 / ((1 - 2 * th) * sd e))) with 1 in R1 by (field; lra); exact R1. }
  pose proof (Bst m b Hb St Low Near ltac:(fold f; lra)) as Best'; fold f in Best'.
  assert (Uc : U0 = utility e - c e) by (unfold utility; ring); assert (Ru : room e = utility e - umin) by reflexivity.
  assert (fb0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  exists m, (utility e - (1 - f) * b), b; split.
  - split; unfold count_fail; fold f; [intros a Ha; specialize (Best' a Ha); lra|lra|lra|lra].
  - unfold binary_premium, wage, count_fail; fold f.
    replace (utility e - (1 - f) * b + b) with (utility e + f * b) by ring.
    apply Rle_trans with (1 := Rare f b f01 ltac:(lra) ltac:(lra)).
    replace (F * (ratio e + 2 * th) / R) with (F / R * (ratio e + 2 * th)) by (field; lra).
    apply Rmult_le_compat_r; lra.
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
