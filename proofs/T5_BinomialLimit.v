(** * T5 binary-rate, for the count: the contract from above, and the limit

    In words.  The model of T5_Binomial.v.  A threshold on the count, randomised at one count at
    most, some (1 - o(1)) sqrt(n log n) standard deviations below the mean, with a bonus just above
    c(e), makes effort e a best reply among all efforts and has a premium of K(e)/sqrt(n log n) to
    first order ([binomial_upper], [binomial_upper_near]).  With the bound from below the least
    premium, times sqrt(n log n), tends to K(e) ([binomial_limit]).

    Source.  This project.

    Assumed.  As T5_Binomial.v, with the cost nonnegative and convex in the probability of agreement. *)

From Coq Require Import Reals Lra Lia ZArith PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples BestReply.
From FirstBest.Lib Require Import CountDeviation Thresholds CountTails TwoPointPay Nearby.
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
Lemma threshold_best_reply n m l b v eps : 0 <= l <= 1 -> 0 < b ->
  steepness (q e) n m l = slope e / b -> INR m <= INR n * q e -> (0 < n)%nat ->
  0 < v <= 1 / 4 -> v <= INR m / INR n * (1 - INR m / INR n) -> 10 <= v * v * sqrt (INR (S n)) ->
  0 < eps -> INR (S n) * (eps / 2) <= INR m - INR (S n) * (q e - eps) ->
  let f := mean (q e) (S n) (threshold m l) in
  slope e * eps + b * f <= b * ((v * v) * (v * v) / 4) ->
  b * / (INR (S n) * (eps / 2 * (eps / 2))) + b * f <= b - c e ->
  forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (threshold m l)) - c a <= b * (1 - f) - c e.
Proof.
  intros Hl Hb St Hm Hn Hv Vx Big Ep Loc f Near Far a Ha.
  pose proof (lt_0_INR n Hn) as N0; pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0.
  destruct Int as [He Hq Hd [P0 P1] Hc Hc1 _ _ _ _].
  pose proof (Q01 a Ha) as Pa.
  pose proof (cost_supporting_line q c e (q1 e) (c1 e) ltac:(lra) Hq Hd Hc Conv a Ha) as Ca; fold (slope e) in Ca.
  set (x := INR m / INR n) in *.
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (X : 0 < x < 1).
  { assert (0 <= x) by (apply Rdiv_le_0_compat; [apply pos_INR|exact N0]); split; nra. }
  assert (Hmn : (m < n)%nat) by (apply INR_lt; rewrite Mx; nra).
  assert (Kb : b * steepness (q e) n m l = slope e) by (rewrite St; field; lra).
  set (p := q a) in *.
  destruct (Rle_or_lt x p) as [Hp|Hp].
  - (* on the concave side *)
    destruct (MVT_gen (fun z => mean z (S n) (threshold m l)) (q e) p (fun z => - steepness z n m l))
      as [z [Bz Ez]].
    + intros z _; apply threshold_derive.
    + intros z _; apply continuity_pt_filterlim.
      apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply threshold_derive.
    + fold f in Ez.
      assert (W : b * steepness z n m l * (p - q e) <= slope e * (p - q e)).
      { rewrite <- Kb; revert Bz; unfold Rmin, Rmax; destruct (Rle_dec (q e) p) as [Q|Q]; intros Bz.
        - apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; [lra|].
          apply steepness_decreasing; (assumption || lra).
        - assert (b * steepness (q e) n m l <= b * steepness z n m l); [|nra].
          apply Rmult_le_compat_l; [lra|]; apply steepness_decreasing; try (assumption || lra).
          rewrite Mx; apply Rmult_le_compat_l; lra. }
      replace (mean p (S n) (threshold m l)) with (f + - steepness z n m l * (p - q e)) by lra.
      lra.
  - destruct (Rle_or_lt (q e - eps) p) as [Hn'|Hf].
    + (* somewhat below *)
      assert (L : (v * v) * (v * v) / 4 <= mean p (S n) (threshold m l)).
      { apply Rle_trans with (mean x (S n) (below m)).
        - apply below_probable; try assumption; try lia; try lra.
          rewrite S_INR; apply Rabs_le_between; lra.
        - apply Rle_trans with (mean x (S n) (threshold m l)).
          + apply mean_le; [lra|]; intros k _; unfold below, threshold.
            destruct (Nat.ltb k m); [lra|destruct (Nat.eqb k m); lra].
          + apply mean_falls; [intros; apply threshold_falls; exact Hl|lra|lra]. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra].
      assert (slope e * (q e - p) <= slope e * eps) by (apply Rmult_le_compat_l; lra).
      lra.
    + (* far below *)
      pose proof (Hcpos a Ha).
      pose proof (lt_0_INR (S n) ltac:(lia)) as Sn0.
      assert (L : 1 - mean p (S n) (threshold m l) <= / (INR (S n) * (eps / 2 * (eps / 2)))).
      { apply threshold_passed; try assumption; [lra|].
        assert (INR (S n) * p <= INR (S n) * (q e - eps)) by (apply Rmult_le_compat_l; lra); lra. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra]; lra.
Qed.

Theorem binomial_upper th : 0 < th <= 1 / 4 -> eventually (fun n => exists m l base b,
  0 <= l <= 1 /\ binary_implements n (threshold m l) base b e /\
  binary_premium n (threshold m l) base b e <= slope e * sd e / (1 - 2 * th) * (ratio e + 2 * th) / root_n_log_n n).
Proof.
  intros Th; destruct (sd_root U0 h h1 q q1 c c1 e Int) as [S0 S2]; pose proof (var_pos U0 h h1 q q1 c c1 e Int) as V0.
  pose proof (slope_pos U0 h h1 q q1 c c1 e Int) as K0; pose proof (room_pos umin U0 c HU0 e) as RB.
  destruct Int as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hratio]; pose proof Pq as [P0 P1].
  set (u := utility e) in *; set (s := h1 u) in *; set (B := room e) in *.
  assert (Bu : B = u - umin) by reflexivity.
  assert (Uc : U0 = u - c e) by (unfold u, utility; ring).
  destruct (distance_near umin h u s Hconv ltac:(lra) Hs (c e) B th) as [b [Hb Hr]];
    [lra|lra|lra|].
  change (bregman h u s (c e) / c e) with (ratio e) in Hr.
  destruct (two_point_cost_rare umin h u s Hconv ltac:(lra) Hs th ltac:(lra)) as [r [r0 Rare]].
  set (y := slope e / b); assert (y0 : 0 < y) by (apply Rdiv_lt_0_compat; lra).
  set (v := var e / 2); set (rho := th * var e / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (vv : 0 < v * v) by nra.
  assert (rho0 : 0 < rho) by (unfold rho; nra).
  set (w := (v * v) * (v * v) / 4); assert (w0 : 0 < w) by (unfold w; nra).
  set (eps := Rmin (b * w / (2 * slope e)) rho).
  assert (eps0 : 0 < eps) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; nra|exact rho0]).
  assert (eps1 : slope e * eps <= b * w / 2).
  { replace (b * w / 2) with (slope e * (b * w / (2 * slope e))) by (field; lra).
    apply Rmult_le_compat_l; [lra|apply Rmin_l]. }
  assert (eps2 : eps <= rho) by apply Rmin_r.
  set (F := slope e * sd e / (1 - 2 * th)).
  assert (F0 : 0 <= F) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|lra]).
  assert (M1 : 0 < b * w / 2) by nra.
  assert (M2 : 0 < (b - c e) / 2) by lra.
  assert (M3 : 0 < r / 2) by lra.
  set (e3 := (eps / 4) ^ 3); assert (e30 : 0 < e3) by (apply pow_lt; lra).
  set (e2 := eps / 2 * (eps / 2)); assert (e20 : 0 < e2) by (unfold e2; nra).
  assert (T0 : 0 < var e * y * e3) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (T1 : 0 < e2 * (b - c e)) by nra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ F0 M1)
      (eventually_and _ _ (eventually_below _ _ F0 M2) (eventually_below _ _ F0 M3)))
    (eventually_and _ _ (eventually_and _ _ (probable_count th (q e) y Pq Th y0) (eventually_root_n_log_n (1 / (th * sd e))))
      (eventually_and _ _ (eventually_ge (2 + / (var e * y * e3) + 2 * b / (e2 * (b - c e))))
        (eventually_sqrt (10 / (v * v)))))).
  intros n [[[R0 H1] [[_ H2] [_ H3]]] [[[m1 [Y [M Mt]]] R1] [N1 R3]]].
  assert (I1 : 0 < / (var e * y * e3)) by (apply Rinv_0_lt_compat; exact T0).
  assert (I2 : 0 <= 2 * b / (e2 * (b - c e))) by (apply Rdiv_le_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred] in *.
  fold (var e) (sd e) in Mt.
  set (R := root_n_log_n (S n)) in *.
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  destruct (steepness_reached (q e) n y ltac:(lra) y0 m1 Y) as [m [l [Hm [Hl St]]]].
  apply le_INR in Hm.
  set (f := mean (q e) (S n) (threshold m l)).
  assert (f01 : 0 <= f <= 1) by (apply mean_range; [lra|intros; apply threshold_range; exact Hl]).
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R3; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R3 by (field; lra); exact R3. }
  (* the threshold is not far below the mean *)
  assert (Loc : INR (S n) * q e - INR m < INR (S n) * (eps / 4)).
  { destruct (Rle_or_lt (INR (S n) * (eps / 4)) (INR (S n) * q e - INR m)) as [Q|Q]; [exfalso|exact Q].
    pose proof (threshold_location (q e) n m l (eps / 4) Pq Hl ltac:(lra) Q) as T.
    fold (var e) e3 in T; rewrite St in T.
    assert (X : INR (S n) * (var e * y * e3) <= 1).
    { apply Rmult_le_compat_l with (r := INR (S n) * e3) in T; [|nra].
      rewrite Rinv_r in T by nra; lra. }
    assert (Z : / (var e * y * e3) * (var e * y * e3) < INR (S n) * (var e * y * e3))
      by (apply Rmult_lt_compat_r; lra).
    rewrite Rinv_l in Z by lra; lra. }
  set (x := INR m / INR n).
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
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
  { pose proof (threshold_rare (q e) n m l Pq Hl) as T; fold f (var e) in T; rewrite St in T.
    assert (thR : 1 <= th * sd e * R).
    { apply Rmult_le_compat_l with (r := th * sd e) in R1; [|nra].
      replace (th * sd e * (1 / (th * sd e))) with 1 in R1 by (field; lra); lra. }
    assert (D : (1 - 2 * th) * sd e * R <= INR (S n) * q e - INR m) by lra.
    assert (T' : f * ((1 - 2 * th) * sd e * R) <= var e * y)
      by (apply Rle_trans with (2 := T), Rmult_le_compat_l; lra).
    apply Rmult_le_reg_r with ((1 - 2 * th) * sd e * R); [repeat apply Rmult_lt_0_compat; lra|].
    replace (F / R * ((1 - 2 * th) * sd e * R)) with (slope e * (sd e * sd e)) by (unfold F; field; lra).
    rewrite S2; apply Rmult_le_compat_l with (r := b) in T'; [|lra].
    replace (b * (var e * y)) with (slope e * var e) in T' by (unfold y; field; lra); lra. }
  assert (fb0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  assert (Far : b * / (INR (S n) * e2) <= (b - c e) / 2).
  { assert (Q : 2 * b / (e2 * (b - c e)) <= INR (S n)) by lra.
    apply Rmult_le_compat_r with (r := e2 * (b - c e)) in Q; [|lra].
    replace (2 * b / (e2 * (b - c e)) * (e2 * (b - c e))) with (2 * b) in Q by (field; lra).
    assert (0 < INR (S n) * e2) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_reg_r with (INR (S n) * e2); [assumption|].
    replace (b * / (INR (S n) * e2) * (INR (S n) * e2)) with b by (field; lra); lra. }
  pose proof (threshold_best_reply n m l b v eps Hl ltac:(lra) St ltac:(lra)
    ltac:(apply INR_lt; simpl; lra) v0 Vx Big eps0) as Best.
  assert (Best' : forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (threshold m l)) - c a <= b * (1 - f) - c e).
  { assert (0 < INR (S n) * eps) by (apply Rmult_lt_0_compat; lra).
    apply Best; fold f; fold e2; fold w; lra. }
  exists m, l, (u - (1 - f) * b), b; split; [exact Hl|].
  assert (Im : binary_implements (S n) (threshold m l) (u - (1 - f) * b) b e).
  { split; unfold count_fail; fold f.
    - intros a Ha; specialize (Best' a Ha); lra.
    - lra.
    - lra.
    - assert (0 <= f * b) by (apply Rmult_le_pos; lra); lra. }
  split; [exact Im|].
  unfold binary_premium, wage, count_fail; fold f u.
  replace (u - (1 - f) * b + b) with (u + f * b) by ring.
  pose proof (Rare f b f01 ltac:(lra) ltac:(lra) ltac:(lra)) as P.
  assert (f * b * (bregman h u s b / b + th) <= f * b * (ratio e + 2 * th)) by (apply Rmult_le_compat_l; lra).
  assert (f * b * (ratio e + 2 * th) <= F / R * (ratio e + 2 * th)) by (apply Rmult_le_compat_r; lra).
  replace (F * (ratio e + 2 * th) / R) with (F / R * (ratio e + 2 * th)) by (field; lra).
  lra.
Qed.

Corollary binomial_upper_near eps : 0 < eps -> eventually (fun n => exists m l base b,
  0 <= l <= 1 /\ binary_implements n (threshold m l) base b e /\
  binary_premium n (threshold m l) base b e <= (binomial_constant e + eps) / root_n_log_n n).
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
    (2 := eventually_and _ _ (eventually_root_n_log_n 1) (binomial_upper th ltac:(lra))).
  intros n [Rn [m [l [base [b [Hl [Im Up]]]]]]]; exists m, l, base, b; split; [exact Hl|split; [exact Im|]].
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

(** The least premium of a binary contract, over every test on the count. *)
Definition least_binomial_premium (n : nat) : R :=
  real (Glb_Rbar (fun x => exists phi base b,
    test phi /\ binary_implements n phi base b e /\ x = binary_premium n phi base b e)).

Theorem binomial_limit :
  is_lim_seq (fun n => root_n_log_n n * least_binomial_premium n) (binomial_constant e).
Proof.
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  pose proof (constant_pos U0 h h1 q q1 c c1 e Int) as K0; set (K := binomial_constant e) in *.
  set (th := Rmin (1 / 2) (eps / (6 * K))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 2) by apply Rmin_l.
  assert (t2 : 3 * th * K <= eps / 2).
  { replace (eps / 2) with (3 * (eps / (6 * K)) * K) by (field; lra).
    apply Rmult_le_compat_r; [lra|]; assert (th <= eps / (6 * K)) by apply Rmin_r; lra. }
  destruct (eventually_and _ _ (eventually_root_n_log_n 1)
    (eventually_and _ _ (binomial_lower umin U0 h h1 q q1 c c1 Hc0 Hconv Hincr HU0 Q01 e th Int ltac:(lra)) (binomial_upper_near (eps / 2) ltac:(lra))))
    as [N H].
  exists N; intros n Hn; destruct (H n Hn) as [Rn [Low [m [l [base [b [Hl [Im Up]]]]]]]].
  fold K in Low, Up; set (rt := root_n_log_n n) in *.
  assert (Q : (1 - th) * (1 - th) * (1 - th) * K / rt <= least_binomial_premium n <= (K + eps / 2) / rt).
  { eapply infimum_between.
    - intros y [phi [base' [b' [Hp [Im' ->]]]]]; apply (Low phi base' b' Hp Im').
    - exists (threshold m l), base, b; split; [intros k; apply threshold_range; exact Hl|].
      split; [exact Im|reflexivity].
    - exact Up. }
  destruct Q as [Q1 Q2].
  apply Rmult_le_compat_l with (r := rt) in Q1; [|lra].
  apply Rmult_le_compat_l with (r := rt) in Q2; [|lra].
  replace (rt * ((1 - th) * (1 - th) * (1 - th) * K / rt)) with ((1 - th) * (1 - th) * (1 - th) * K) in Q1
    by (field; lra).
  replace (rt * ((K + eps / 2) / rt)) with (K + eps / 2) in Q2 by (field; lra).
  assert ((1 - 3 * th) * K <= (1 - th) * (1 - th) * (1 - th) * K) by (apply Rmult_le_compat_r; [lra|nra]).
  apply Rabs_lt_between; split; lra.
Qed.
End Above.
