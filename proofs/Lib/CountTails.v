(** * Tests at sqrt(n log n) standard deviations

    In words.  S ~ Binomial(n, q), sd^2 = q(1-q), and sqrt(n log n) the distance from the mean at
    which a count's probability, times n, passes from large to small:

    - [tail_shortfall]: whatever the test, its mean shortfall E[phi(S) (nq - S)] is at most
      (1 + th) sd sqrt(n log n) P(fail) + o(1), the same for all q with sd bounded below: steep
      tests fail often;
    - [probable_count]: at (1 - th) sd sqrt(n log n) below the mean, n times the probability of
      the count exceeds any bound.

    Source.  Chernoff's bound; change of measure to the count's own rate (Lib/CountDeviation.v).

    Assumed: 0 < q < 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt CountDeviation.
Open Scope R_scope.

(** ** Spread *)

Lemma var_range q : probability q -> 0 < q * (1 - q) <= 1 / 4.
Proof.
  intros [Q0 Q1]; split; [nra|].
  pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; nra.
Qed.

Lemma sd_square q : probability q ->
  0 < sqrt (q * (1 - q)) /\ sqrt (q * (1 - q)) <= 1 / 2 /\ sqrt (q * (1 - q)) * sqrt (q * (1 - q)) = q * (1 - q).
Proof.
  intros Hq; pose proof (var_range q Hq); split; [apply sqrt_lt_R0; lra|split; [|apply sqrt_sqrt; lra]].
  rewrite <- (sqrt_square (1 / 2)) by lra; apply sqrt_le_1_alt; lra.
Qed.

Lemma root_square n : 1 <= INR n -> 0 <= ln (INR n) -> root_n_log_n n * root_n_log_n n = INR n * ln (INR n).
Proof. intros; apply sqrt_sqrt, Rmult_le_pos; lra. Qed.

(** The tail beyond (1 + th) sqrt(n log n) standard deviations holds no shortfall to speak of. *)
Theorem tail_shortfall th a w : 0 < th <= 1 -> 0 < a -> 0 < w -> eventually (fun n =>
  forall q phi, probability q -> w <= q * (1 - q) -> (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * (INR n * q - INR k)) <=
  (1 + th) * sqrt (q * (1 - q)) * root_n_log_n n * mean q n phi + a).
Proof.
  intros Th Ha Hw.
  set (r := Rmin (ln (1 + th)) 1).
  assert (r0 : 0 < r) by (apply Rmin_glb_lt; [rewrite <- ln_1; apply ln_increasing|]; lra).
  assert (W0 : 0 < sqrt w) by (apply sqrt_lt_R0; exact Hw).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_root_small (r * sqrt w) ltac:(nra))
    (eventually_and _ _ (eventually_ge 1) (eventually_and _ _ (eventually_ln 1)
      (eventually_ln (2 / (th * a)))))).
  intros n [Small' [N1 [L1 L2']]] q phi Pq Hv Hp; destruct (sd_square q Pq) as [S0 [S1 S2]].
  set (var := q * (1 - q)) in *; set (sd := sqrt var) in *.
  assert (Ws : sqrt w <= sd) by (apply sqrt_le_1_alt; exact Hv).
  assert (Small : root_n_log_n n <= r * sd * INR n).
  { apply Rle_trans with (1 := Small'); apply Rmult_le_compat_r; [lra|].
    apply Rmult_le_compat_l; lra. }
  assert (L2 : 2 * sd / (th * a) <= ln (INR n)).
  { apply Rle_trans with (2 := L2'); apply Rmult_le_compat_r; [|lra].
    left; apply Rinv_0_lt_compat; apply Rmult_lt_0_compat; lra. }
  set (L := ln (INR n)) in *; set (R := root_n_log_n n) in *.
  assert (RR : R * R = INR n * L) by (apply root_square; unfold L in *; lra).
  assert (Rn : sqrt (INR n) <= R).
  { unfold R, root_n_log_n; apply sqrt_le_1_alt; fold L; nra. }
  assert (Rr : 1 <= sqrt (INR n)) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; exact N1).
  set (t := R / (INR n * sd)); assert (t0 : 0 < t) by (apply Rdiv_lt_0_compat; nra).
  assert (tr : t <= r).
  { apply Rmult_le_reg_r with (INR n * sd); [nra|].
    replace (t * (INR n * sd)) with R by (unfold t; field; lra); lra. }
  assert (Et : exp t <= 1 + th).
  { apply Rle_trans with (exp (ln (1 + th))); [|rewrite exp_ln by lra; lra].
    assert (t <= ln (1 + th)) as [Q|Q] by (apply Rle_trans with (1 := tr), Rmin_l);
      [left; apply exp_increasing; exact Q|rewrite Q; lra]. }
  pose proof (shortfall_upper q n t ((1 + th) * sd * R) phi ltac:(destruct Pq; lra) t0 Hp) as U.
  apply Rle_trans with (1 := U), Rplus_le_compat_l; fold var.
  assert (E1 : t * ((1 + th) * sd * R) = (1 + th) * L).
  { transitivity ((1 + th) * (R * R) / INR n); [unfold t; field; lra|rewrite RR; field; lra]. }
  assert (E2 : INR n * (exp t * (t * t) * var / 2) = exp t * L / 2).
  { rewrite <- S2; transitivity (exp t * (R * R) / INR n / 2); [unfold t; field; lra|rewrite RR; field; lra]. }
  rewrite E1, E2.
  assert (E3 : / t <= sd * exp (L / 2)).
  { replace (exp (L / 2)) with (sqrt (INR n)).
    - apply Rmult_le_reg_r with t; [exact t0|]; rewrite Rinv_l by lra.
      replace (sd * sqrt (INR n) * t) with (sqrt (INR n) * R / INR n) by (unfold t; field; lra).
      apply Rmult_le_reg_r with (INR n); [lra|].
      replace (sqrt (INR n) * R / INR n * INR n) with (sqrt (INR n) * R) by (field; lra).
      rewrite Rmult_1_l; rewrite <- (sqrt_sqrt (INR n)) at 1 by lra; apply Rmult_le_compat_l; lra.
    - unfold L; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  unfold Rdiv at 1.
  apply Rle_trans with (exp (- ((1 + th) * L) + exp t * L / 2) * (sd * exp (L / 2))).
  { apply Rmult_le_compat_l; [left; apply exp_pos|exact E3]. }
  replace (exp (- ((1 + th) * L) + exp t * L / 2) * (sd * exp (L / 2)))
    with (sd * exp (- ((1 + th) * L) + exp t * L / 2 + L / 2)) by (rewrite exp_plus; ring).
  assert (Ex : exp (- ((1 + th) * L) + exp t * L / 2 + L / 2) <= exp (- (th / 2 * L))).
  { assert (- ((1 + th) * L) + exp t * L / 2 + L / 2 <= - (th / 2 * L)) as [Q|Q];
      [|left; apply exp_increasing; exact Q|rewrite Q; lra].
    assert (exp t * L <= (1 + th) * L) by (apply Rmult_le_compat_r; lra); lra. }
  apply Rle_trans with (sd * exp (- (th / 2 * L))); [apply Rmult_le_compat_l; lra|].
  rewrite exp_Ropp.
  assert (X : sd / a <= exp (th / 2 * L)).
  { apply Rle_trans with (th / 2 * L); [|pose proof (exp_ineq1_le (th / 2 * L)); lra].
    apply Rmult_le_compat_l with (r := th / 2) in L2; [|lra].
    replace (th / 2 * (2 * sd / (th * a))) with (sd / a) in L2 by (field; lra); exact L2. }
  pose proof (exp_pos (th / 2 * L)) as E0.
  apply Rmult_le_reg_r with (exp (th / 2 * L)); [exact E0|].
  replace (sd * / exp (th / 2 * L) * exp (th / 2 * L)) with (sd / a * a) by (field; lra).
  rewrite (Rmult_comm a); apply Rmult_le_compat_r; lra.
Qed.

(** Within th/2 of the variance, q (1 - q) has lost at most that share of itself. *)
Lemma variance_near th q x : probability q -> 0 < th <= 1 -> q - th * (q * (1 - q)) / 2 <= x <= q -> (1 - th / 2) * (q * (1 - q)) <= x * (1 - x).
Proof.
  intros Pq Th X; pose proof (var_range q Pq) as V; destruct Pq as [P0 P1]; set (var := q * (1 - q)) in *.
  replace (x * (1 - x)) with (var - (q - x) * (1 - x - q)) by (unfold var; ring).
  assert (var <= q) by (unfold var; nra).
  assert (th * var <= 1 * var) by (apply Rmult_le_compat_r; lra).
  assert ((q - x) * (1 - x - q) <= (q - x) * 1) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** (1 - th) sqrt(n log n) standard deviations from the mean cost an exponent of less than (1 - th/2) (log n)/2. *)
Lemma exponent_small th var L n g : 0 < th <= 1 / 4 -> 0 < var -> 0 < L -> 1 + / th <= n ->
  g * g <= (1 - th) * (1 - th) * var * ((n + 1) * L) ->
  g * g / (n * (2 * ((1 - th / 2) * var))) <= (1 - th / 2) * (L / 2).
Proof.
  intros Th V0 L0 Hn G; assert (It : 0 < / th) by (apply Rinv_0_lt_compat; lra).
  assert (T1 : 0 < (1 - th / 2) * var) by (apply Rmult_lt_0_compat; lra).
  assert (D : 0 < n * (2 * ((1 - th / 2) * var))) by (apply Rmult_lt_0_compat; lra).
  apply Rmult_le_reg_r with (n * (2 * ((1 - th / 2) * var))); [exact D|].
  replace (g * g / (n * (2 * ((1 - th / 2) * var))) * (n * (2 * ((1 - th / 2) * var)))) with (g * g) by (field; lra).
  apply Rle_trans with (1 := G).
  replace ((1 - th / 2) * (L / 2) * (n * (2 * ((1 - th / 2) * var)))) with ((1 - th / 2) * (1 - th / 2) * n * (var * L)) by field.
  replace ((1 - th) * (1 - th) * var * ((n + 1) * L)) with ((1 - th) * (1 - th) * (n + 1) * (var * L)) by ring.
  apply Rmult_le_compat_r; [apply Rmult_le_pos; lra|].
  assert (Sn : n + 1 <= (1 + th) * n).
  { apply Rmult_le_compat_l with (r := th) in Hn; [|lra]; rewrite Rmult_plus_distr_l, Rinv_r in Hn by lra; lra. }
  apply Rle_trans with ((1 - th) * (1 - th) * ((1 + th) * n)); [apply Rmult_le_compat_l; [apply Rmult_le_pos|]; lra|].
  rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [lra|].
  assert (0 <= (1 - th) * (th * th)) by (apply Rmult_le_pos; [|apply Rmult_le_pos]; lra).
  assert (0 <= th * th) by (apply Rmult_le_pos; lra); lra.
Qed.

(** What the exponent leaves of sqrt n exceeds any bound. *)
Lemma exponent_leaves th vv L y K : 0 < th -> 0 < vv -> 4 * y / (th * vv) <= L -> K <= (1 - th / 2) * (L / 2) ->
  y <= exp (- K) * (vv * exp (L / 2)).
Proof.
  intros Th V Ly HK; replace (exp (- K) * (vv * exp (L / 2))) with (vv * exp (- K + L / 2)) by (rewrite exp_plus; ring).
  assert (T : 0 < th * vv) by (apply Rmult_lt_0_compat; lra).
  pose proof (exp_ineq1_le (- K + L / 2)) as Ex.
  apply Rle_trans with (vv * (th * L / 4)); [|apply Rmult_le_compat_l; lra].
  apply Rmult_le_compat_r with (r := th * vv) in Ly; [|lra].
  replace (4 * y / (th * vv) * (th * vv)) with (4 * y) in Ly by (field; split; lra); lra.
Qed.

(** The count just above n q - tau lies at most tau below its mean. *)
Lemma count_below q n tau : 0 <= q <= 1 -> 0 < INR n -> 2 <= tau -> tau <= INR n * q -> exists m x, INR m = INR n * x /\
  0 <= INR n * (q - x) <= tau /\ INR m <= INR (S n) * q - tau + 1.
Proof.
  intros Q0 N0 T2 TN; rewrite S_INR; set (t := (INR n + 1) * q - tau); assert (T0 : 0 <= t) by (unfold t; lra).
  destruct (archimed t) as [U1 U2]; assert (UZ : (0 <= up t)%Z) by (apply le_IZR; lra).
  exists (Z.to_nat (up t)), (INR (Z.to_nat (up t)) / INR n).
  assert (M : INR (Z.to_nat (up t)) = IZR (up t)) by (rewrite INR_IZR_INZ, Z2Nat.id by exact UZ; reflexivity).
  rewrite M; split; [field; lra|].
  replace (INR n * (q - IZR (up t) / INR n)) with (INR n * q - IZR (up t)) by (field; lra); unfold t in *; split; lra.
Qed.

(** A count (1 - th) sqrt(n log n) standard deviations below the mean is still probable enough. *)
Theorem probable_count th q y : probability q -> 0 < th <= 1 / 4 -> 0 < y -> eventually (fun n => exists m1,
  y <= INR n * mean q (pred n) (point m1) /\ INR m1 <= INR (pred n) * q /\
  INR m1 <= INR n * q - (1 - th) * sqrt (q * (1 - q)) * root_n_log_n n + 1).
Proof.
  intros Pq Th Hy; destruct (sd_square q Pq) as [S0 [S1 S2]]; pose proof (var_range q Pq) as V0; pose proof Pq as [P0 P1].
  assert (vq : q * (1 - q) <= q * 1) by (apply Rmult_le_compat_l; lra).
  set (var := q * (1 - q)) in *; set (sd := sqrt var) in *; set (v := var / 2); set (rho := th * var / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra); assert (vv : 0 < v * v) by (apply Rmult_lt_0_compat; lra).
  assert (tv : 0 < th * var <= 1 / 4 * var) by (split; [apply Rmult_lt_0_compat|apply Rmult_le_compat_r]; lra).
  assert (rho0 : 0 < rho <= q) by (unfold rho; lra); assert (ts : 0 < th * sd) by (apply Rmult_lt_0_compat; lra).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_root_n_log_n (2 / (th * sd))) (eventually_root_small (rho / (2 * sd)) ltac:(apply Rdiv_lt_0_compat; lra)))
    (eventually_and _ _ (eventually_ge (2 + / th)) (eventually_and _ _ (eventually_sqrt (10 / (v * v)))
      (eventually_ln (4 * y / (th * (v * v))))))).
  intros n [[R1 R2] [N1 [R3 L1]]]; assert (It : 0 < / th) by (apply Rinv_0_lt_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred]; assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  set (R := root_n_log_n (S n)) in *; set (L := ln (INR (S n))) in *.
  assert (L0 : 0 < L).
  { apply Rlt_le_trans with (2 := L1); apply Rdiv_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]. }
  assert (RR : R * R = INR (S n) * L) by (apply root_square; unfold L in *; lra).
  assert (thR : 2 <= th * (sd * R)).
  { apply Rmult_le_compat_l with (r := th * sd) in R1; [|lra].
    replace (th * sd * (2 / (th * sd))) with 2 in R1 by (field; lra); lra. }
  assert (sR : sd * R <= rho * INR n).
  { apply Rmult_le_compat_l with (r := sd) in R2; [|lra].
    replace (sd * (rho / (2 * sd) * INR (S n))) with (rho * (INR (S n) / 2)) in R2 by (field; lra).
    apply Rle_trans with (1 := R2), Rmult_le_compat_l; lra. }
  assert (rq : rho * INR n <= q * INR n) by (apply Rmult_le_compat_r; lra).
  assert (sR8 : 8 <= sd * R).
  { assert (sR0 : 0 < sd * R) by (apply Rmult_lt_reg_l with th; lra).
    assert (th * (sd * R) <= 1 / 4 * (sd * R)) by (apply Rmult_le_compat_r; lra); lra. }
  set (tau := (1 - th) * sd * R).
  assert (Tau : 2 <= tau <= sd * R).
  { assert (th * (sd * R) <= 1 / 4 * (sd * R)) by (apply Rmult_le_compat_r; lra); unfold tau; lra. }
  destruct (count_below q n tau ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra)) as [m [x [Mx [G M]]]].
  assert (Xp : 0 <= q - x <= rho) by (split; apply Rmult_le_reg_l with (INR n); lra).
  assert (W : forall z, x <= z <= q -> (1 - th / 2) * var <= z * (1 - z)).
  { intros z Z; apply variance_near; [exact Pq|lra|fold var; unfold rho in Xp; lra]. }
  assert (Vx : v <= x * (1 - x)) by (specialize (W x ltac:(lra)); unfold v; lra).
  assert (X : 0 < x < 1) by (split; [unfold rho in *; lra|lra]).
  exists m; split; [|split; lra].
  rewrite (point_shift n m x q X Pq Mx).
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R3; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R3 by (field; lra); exact R3. }
  pose proof (point_at_mode x n v m X v0 Vx Mx Big) as Mode.
  assert (T1 : 0 < (1 - th / 2) * var) by (apply Rmult_lt_0_compat; lra).
  pose proof (KL_upper x q ((1 - th / 2) * var) ltac:(lra) P1 T1 W) as Kl.
  assert (NK : INR n * KL x q <= (1 - th / 2) * (L / 2)).
  { apply Rmult_le_compat_l with (r := INR n) in Kl; [|lra]; apply Rle_trans with (1 := Kl).
    replace (INR n * ((q - x) * (q - x) / (2 * ((1 - th / 2) * var)))) with
      (INR n * (q - x) * (INR n * (q - x)) / (INR n * (2 * ((1 - th / 2) * var)))) by (field; lra).
    apply exponent_small; try lra.
    apply Rle_trans with (tau * tau); [apply Rmult_le_compat; lra|right].
    rewrite <- Nn, <- RR, <- S2; unfold tau; ring. }
  assert (Rt : sqrt (INR (S n)) = exp (L / 2)).
  { unfold L; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  rewrite Rt in Mode; pose proof (exponent_leaves th (v * v) L y (INR n * KL x q) ltac:(lra) vv L1 NK) as Ex.
  set (E := exp (- (INR n * KL x q))) in *; assert (E0 : 0 < E) by apply exp_pos.
  apply Rmult_le_compat_l with (r := E) in Mode; lra.
Qed.
