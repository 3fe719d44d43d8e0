(** * Rare tests stay rare nearby

    In words.  S ~ Binomial(n, q), phi a test (its probability of failing at each count), f = E[phi].

    - [test_fourth]: E[phi y]^4 <= f^3 E[y^4], whatever y; hence [shortfall_rare], a test that is rarely failed is flat:
      its mean shortfall to the fourth power is at most n^2 f^3.
    - [shift_rare]: failed with probability f at q, it is failed at q - delta with at most (exp(C n delta^2) f^3)^(1/4):
      rarer than the square root of f still, as long as delta is a small multiple of sqrt(log n / n).
    - [shortfall_moderate]: E[phi (nq - S)] <= r sqrt n f + sqrt n exp(-r^2/2)/r, moderate deviations.
    - [tail_rare]: more than D below the mean with probability at most exp(-D^2/n).
    - [point_lower]: n P(S' = j) >= v^2 sqrt n exp(-g^2/(n' q(1-q))), S' of n' = n - 1 signals, g below its mean.

    Source.  Cauchy-Schwarz twice; the likelihood ratio's fourth moment; Chernoff; change of measure.

    Assumed: 0 < q < 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt FourthMoment CountDeviation CountTails.
Open Scope R_scope.

(** Cauchy-Schwarz with the weight phi. *)
Lemma test_square q n phi y : 0 <= q <= 1 -> (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * y k) * mean q n (fun k => phi k * y k) <=
  mean q n phi * mean q n (fun k => phi k * (y k * y k)).
Proof.
  intros Hq Hp; set (f := mean q n phi); set (g := mean q n (fun k => phi k * y k)).
  set (s := mean q n (fun k => phi k * (y k * y k))).
  assert (P : forall t, 0 <= s - 2 * t * g + t * t * f).
  { intros t; replace (s - 2 * t * g + t * t * f) with (mean q n (fun k => phi k * ((y k - t) * (y k - t)))).
    - apply mean_nonneg; [exact Hq|]; intros k; apply Rmult_le_pos; [apply Hp|apply Rle_0_sqr].
    - rewrite (mean_ext q n _ (fun k => phi k * (y k * y k) + (- (2 * t) * (phi k * y k) + t * t * phi k)))
        by (intros; ring).
      rewrite !mean_plus, !mean_scale; fold f g s; ring. }
  assert (F0 : 0 <= f) by (apply mean_nonneg; [exact Hq|intros; apply Hp]).
  destruct F0 as [F0|F0].
  - specialize (P (g / f)).
    replace (s - 2 * (g / f) * g + g / f * (g / f) * f) with ((f * s - g * g) / f) in P by (field; lra).
    apply Rmult_le_compat_r with (r := f) in P; [|lra].
    replace ((f * s - g * g) / f * f) with (f * s - g * g) in P by (field; lra); lra.
  - rewrite <- F0 in *; destruct (Req_dec g 0) as [->|G0]; [lra|exfalso].
    specialize (P ((s + 1) / (2 * g))).
    replace (s - 2 * ((s + 1) / (2 * g)) * g + (s + 1) / (2 * g) * ((s + 1) / (2 * g)) * 0) with (- 1) in P
      by (field; lra); lra.
Qed.

Theorem test_fourth q n phi y : 0 <= q <= 1 -> (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * y k) ^ 4 <= mean q n phi ^ 3 * mean q n (fun k => y k ^ 4).
Proof.
  intros Hq Hp; pose proof (test_square q n phi y Hq Hp) as A.
  pose proof (test_square q n phi (fun k => y k * y k) Hq Hp) as B; cbv beta in B.
  set (f := mean q n phi) in *; set (g := mean q n (fun k => phi k * y k)) in *.
  set (s := mean q n (fun k => phi k * (y k * y k))) in *.
  assert (C : mean q n (fun k => phi k * (y k * y k * (y k * y k))) <= mean q n (fun k => y k ^ 4)).
  { apply mean_le; [exact Hq|]; intros k _; replace (y k ^ 4) with (y k * y k * (y k * y k)) by ring.
    pose proof (Rle_0_sqr (y k * y k)) as Z; unfold Rsqr in Z; specialize (Hp k); nra. }
  assert (F0 : 0 <= f) by (apply mean_nonneg; [exact Hq|intros; apply Hp]).
  assert (G2 : 0 <= g * g) by apply Rle_0_sqr.
  replace (g ^ 4) with (g * g * (g * g)) by ring.
  apply Rle_trans with (f * s * (f * s)); [apply Rmult_le_compat; lra|].
  replace (f * s * (f * s)) with (f * f * (s * s)) by ring.
  replace (f ^ 3 * mean q n (fun k => y k ^ 4)) with (f * f * (f * mean q n (fun k => y k ^ 4))) by ring.
  apply Rmult_le_compat_l; [nra|]; apply Rle_trans with (1 := B); apply Rmult_le_compat_l; assumption.
Qed.

Theorem shortfall_rare q n phi : 0 <= q <= 1 -> (0 < n)%nat -> (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * (INR n * q - INR k)) ^ 4 <= INR n * INR n * mean q n phi ^ 3.
Proof.
  intros Hq Hn Hp; apply Rle_trans with (1 := test_fourth q n phi (fun k => INR n * q - INR k) Hq Hp).
  rewrite (mean_ext q n (fun k => (INR n * q - INR k) ^ 4) (fun k => (INR k - INR n * q) ^ 4)) by (intros; ring).
  rewrite Rmult_comm; apply Rmult_le_compat_r; [|apply mean_fourth; assumption].
  apply pow_le, mean_nonneg; [exact Hq|intros; apply Hp].
Qed.

(** ** A nearby probability of agreement *)

Lemma likelihood_moment x q n : probability x -> probability q ->
  mean q n (fun k => exp (llr x q n k) ^ 4) = (q * (x / q) ^ 4 + (1 - q) * ((1 - x) / (1 - q)) ^ 4) ^ n.
Proof.
  intros Hx Hq; pose proof Hx as [X0 X1]; pose proof Hq as [Q0 Q1].
  assert (U : exp (log_up x q) = x / q) by (unfold log_up; rewrite exp_ln; [reflexivity|apply Rdiv_lt_0_compat; lra]).
  assert (D : exp (log_down x q) = (1 - x) / (1 - q))
    by (unfold log_down; rewrite exp_ln; [reflexivity|apply Rdiv_lt_0_compat; lra]).
  induction n as [|n IH].
  - simpl mean; unfold llr; simpl INR; replace (0 * log_up x q + (0 - 0) * log_down x q) with 0 by ring.
    rewrite exp_0; ring.
  - cbn [mean].
    rewrite (mean_ext q n (fun k => exp (llr x q (S n) (S k)) ^ 4) (fun k => (x / q) ^ 4 * exp (llr x q n k) ^ 4)).
    2:{ intros k _; rewrite <- Rpow_mult_distr, <- U, <- exp_plus; do 2 f_equal; unfold llr; rewrite !S_INR; ring. }
    rewrite (mean_ext q n (fun k => exp (llr x q (S n) k) ^ 4)
      (fun k => ((1 - x) / (1 - q)) ^ 4 * exp (llr x q n k) ^ 4)).
    2:{ intros k _; rewrite <- Rpow_mult_distr, <- D, <- exp_plus; do 2 f_equal; unfold llr; rewrite !S_INR; ring. }
    rewrite !mean_scale, IH; cbn [pow]; ring.
Qed.

Lemma likelihood_near x q w : probability q -> 0 < w <= q -> w <= 1 - q -> Rabs (q - x) <= 1 -> w <= 1 ->
  q * (x / q) ^ 4 + (1 - q) * ((1 - x) / (1 - q)) ^ 4 <= 1 + 16 / w ^ 3 * ((q - x) * (q - x)).
Proof.
  intros [Q0 Q1] Hw Hw' Hd W1; set (d := q - x) in *; set (p := 1 - q) in *.
  apply Rabs_le_between in Hd.
  replace (q * (x / q) ^ 4 + p * ((1 - x) / p) ^ 4) with
    (1 + d * d * (6 * / q + 6 * / p + 4 * d * (/ p * / p - / q * / q) + d * d * (/ q ^ 3 + / p ^ 3)))
    by (unfold d, p; field; unfold p in *; lra).
  apply Rplus_le_compat_l; rewrite (Rmult_comm (16 / w ^ 3)).
  apply Rmult_le_compat_l; [apply Rle_0_sqr|].
  assert (I : forall y, w <= y -> 0 <= / y <= / w).
  { intros y Y; split; [left; apply Rinv_0_lt_compat; lra|apply Rinv_le_contravar; lra]. }
  pose proof (I q ltac:(lra)) as [A0 A1]; pose proof (I p Hw') as [B0 B1].
  unfold Rdiv; rewrite <- !pow_inv.
  set (a := / q) in *; set (b := / p) in *; set (i := / w) in *.
  assert (I1 : 1 <= i) by (unfold i; rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
  assert (A3 : a ^ 3 <= i ^ 3) by (apply pow_incr; lra).
  assert (B3 : b ^ 3 <= i ^ 3) by (apply pow_incr; lra).
  assert (i2 : 1 <= i * i) by nra.
  assert (i3 : i * i <= i ^ 3) by (replace (i ^ 3) with (i * (i * i)) by ring; nra).
  assert (i4 : i <= i * i) by nra.
  assert (a2 : 0 <= a * a <= i * i) by (split; nra).
  assert (b2 : 0 <= b * b <= i * i) by (split; nra).
  assert (a3 : 0 <= a ^ 3) by (apply pow_le; lra); assert (b3 : 0 <= b ^ 3) by (apply pow_le; lra).
  (* sharpen: 1/q + 1/p = 1/(q p), one of them at most 2 *)
  assert (ab : a + b <= 2 + i).
  { destruct (Rle_or_lt (1 / 2) q) as [L|L].
    - assert (a <= 2) by (unfold a; rewrite <- (Rinv_inv 2); apply Rinv_le_contravar; lra); lra.
    - assert (b <= 2) by (unfold b; rewrite <- (Rinv_inv 2); apply Rinv_le_contravar; unfold p; lra); lra. }
  assert (w2 : w <= 1 / 2) by (unfold p in Hw'; lra).
  assert (I2 : 2 <= i) by (unfold i; rewrite <- (Rinv_inv 2); apply Rinv_le_contravar; lra).
  assert (d2 : 0 <= d * d <= 1) by (split; nra).
  assert (T1 : 4 * d * (b * b - a * a) <= 4 * (i * i)) by nra.
  assert (T2 : d * d * (a ^ 3 + b ^ 3) <= 1 * (i ^ 3 + i ^ 3)) by (apply Rmult_le_compat; lra).
  assert (T3 : 12 * i <= 3 * i ^ 3) by (replace (i ^ 3) with (i * (i * i)) by ring; nra).
  assert (T4 : 4 * (i * i) <= 2 * i ^ 3) by (replace (i ^ 3) with (i * (i * i)) by ring; nra).
  lra.
Qed.

Theorem shift_rare x q n w phi : probability x -> probability q -> 0 < w -> w <= q * (1 - q) ->
  (forall k, 0 <= phi k <= 1) ->
  mean x n phi ^ 4 <= exp (16 / w ^ 3 * (INR n * ((q - x) * (q - x)))) * mean q n phi ^ 3.
Proof.
  intros Hx Hq Hw Vw Hp; rewrite (change_of_measure x q) by assumption.
  pose proof Hx as [X0 X1]; pose proof Hq as [Q0 Q1].
  apply Rle_trans with (1 := test_fourth q n phi (fun k => exp (llr x q n k)) ltac:(lra) Hp).
  rewrite Rmult_comm; apply Rmult_le_compat_r.
  { apply pow_le, mean_nonneg; [lra|intros; apply Hp]. }
  rewrite likelihood_moment by assumption.
  replace (16 / w ^ 3 * (INR n * ((q - x) * (q - x)))) with (INR n * (16 / w ^ 3 * ((q - x) * (q - x)))) by ring.
  rewrite <- exp_power; apply pow_incr; split.
  - apply Rplus_le_le_0_compat; apply Rmult_le_pos; try lra; apply pow_le, Rdiv_le_0_compat; lra.
  - apply Rle_trans with (2 := exp_ineq1_le _).
    apply likelihood_near; try assumption; try nra; apply Rabs_le_between; lra.
Qed.

(** ** Moderate deviations *)

Theorem shortfall_moderate q n r phi : 0 <= q <= 1 -> (0 < n)%nat -> 0 < r -> r <= sqrt (INR n) ->
  (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * (INR n * q - INR k)) <=
  r * sqrt (INR n) * mean q n phi + exp (- (r * r / 2)) * sqrt (INR n) / r.
Proof.
  intros Hq Hn Hr Rn Hp; pose proof (lt_0_INR n Hn) as N0; set (rt := sqrt (INR n)) in *.
  assert (R0 : 0 < rt) by (apply sqrt_lt_R0; exact N0).
  assert (RR : INR n = rt * rt) by (symmetry; apply sqrt_sqrt; lra).
  set (t := r / rt); assert (t0 : 0 < t) by (apply Rdiv_lt_0_compat; assumption).
  assert (t1 : t <= 1).
  { apply Rmult_le_reg_r with rt; [exact R0|]; unfold t; replace (r / rt * rt) with r by (field; lra); lra. }
  pose proof (shortfall_upper q n t (r * rt) phi Hq t0 Hp) as U.
  apply Rle_trans with (1 := U), Rplus_le_compat_l.
  replace (exp (- (r * r / 2)) * rt / r) with (exp (- (r * r / 2)) / t) by (unfold t; field; lra).
  apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact t0|].
  assert (E : - (t * (r * rt)) + INR n * (exp t * (t * t) * (q * (1 - q)) / 2) <= - (r * r / 2)).
  { replace (t * (r * rt)) with (r * r) by (unfold t; field; lra).
    replace (INR n * (exp t * (t * t) * (q * (1 - q)) / 2)) with (r * r * (exp t * (q * (1 - q)) / 2))
      by (rewrite RR; unfold t; field; lra).
    assert (V : q * (1 - q) <= 1 / 4) by (pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; nra).
    assert (V0 : 0 <= q * (1 - q)) by nra.
    assert (e1 : exp t <= 3).
    { apply Rle_trans with (2 := exp_le_3); destruct t1 as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra]. }
    pose proof (exp_pos t).
    assert (exp t * (q * (1 - q)) <= 3 * (1 / 4)) by (apply Rmult_le_compat; lra).
    assert (r * r * (exp t * (q * (1 - q)) / 2) <= r * r * (1 / 2)) by (apply Rmult_le_compat_l; nra).
    lra. }
  destruct E as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra].
Qed.

Theorem tail_rare q n m D : 0 <= q <= 1 -> (0 < n)%nat -> 0 < D -> 4 * D <= INR n -> D <= INR n * q - INR m + 1 ->
  mean q n (below m) <= exp (- (D * D / INR n)).
Proof.
  intros Hq Hn HD Small HDm; pose proof (lt_0_INR n Hn) as N0.
  set (t := 2 * D / INR n); assert (t0 : 0 < t) by (apply Rdiv_lt_0_compat; lra).
  assert (t1 : t <= 1 / 2).
  { apply Rmult_le_reg_r with (INR n); [exact N0|]; unfold t.
    replace (2 * D / INR n * INR n) with (2 * D) by (field; lra); lra. }
  apply Rle_trans with (mean q n (fun k => exp (- (t * D) + t * (INR n * q - INR k)))).
  - apply mean_le; [exact Hq|]; intros k _; unfold below; destruct (Nat.ltb_spec k m) as [K|K]; [|left; apply exp_pos].
    apply le_INR in K; rewrite S_INR in K; apply exp_ge_1.
    assert (t * D <= t * (INR n * q - INR k)) by (apply Rmult_le_compat_l; lra); lra.
  - apply Rle_trans with (1 := shortfall_moment_upper q n t (- (t * D)) Hq (Rlt_le _ _ t0)).
    assert (E : - (t * D) + INR n * (exp t * (t * t) * (q * (1 - q)) / 2) <= - (D * D / INR n)).
    { assert (V : q * (1 - q) <= 1 / 4) by (pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; nra).
      assert (V0 : 0 <= q * (1 - q)) by nra.
      assert (e2 : exp t <= 2).
      { apply Rle_trans with (exp (1 / 2)).
        - destruct t1 as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra].
        - apply Rsqr_incr_0_var; [|lra]; unfold Rsqr; rewrite <- exp_plus.
          replace (1 / 2 + 1 / 2) with 1 by field; pose proof exp_le_3; lra. }
      pose proof (exp_pos t).
      assert (X : exp t * (q * (1 - q)) <= 2 * (1 / 4)) by (apply Rmult_le_compat; lra).
      replace (t * D) with (2 * (D * D / INR n)) by (unfold t; field; lra).
      replace (INR n * (exp t * (t * t) * (q * (1 - q)) / 2)) with (2 * (D * D / INR n) * (exp t * (q * (1 - q))))
        by (unfold t; field; lra).
      assert (0 <= 2 * (D * D / INR n)) by (apply Rmult_le_pos; [lra|apply Rdiv_le_0_compat; nra]).
      assert (2 * (D * D / INR n) * (exp t * (q * (1 - q))) <= 2 * (D * D / INR n) * (2 * (1 / 4)))
        by (apply Rmult_le_compat_l; assumption).
      lra. }
    destruct E as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra].
Qed.

Theorem point_lower q n j g : probability q -> (0 < n)%nat -> INR j = INR n * q - g ->
  0 <= g <= INR n * (q * (1 - q) / 2) -> 10 <= q * (1 - q) / 2 * (q * (1 - q) / 2) * sqrt (INR (S n)) ->
  q * (1 - q) / 2 * (q * (1 - q) / 2) * sqrt (INR (S n)) * exp (- (g * g / (INR n * (q * (1 - q))))) <=
  INR (S n) * mean q n (point j).
Proof.
  intros Pq Hn Hj Hg Big; pose proof (var_range q Pq) as V; pose proof Pq as [P0 P1].
  pose proof (lt_0_INR n Hn) as N0; set (var := q * (1 - q)) in *; set (v := var / 2) in *.
  set (x := INR j / INR n).
  assert (Mx : INR j = INR n * x) by (unfold x; field; lra).
  assert (Gx : g = INR n * (q - x)) by (rewrite Rmult_minus_distr_l, <- Mx; lra).
  assert (X : 0 <= q - x <= v) by (split; apply Rmult_le_reg_l with (INR n); lra).
  assert (W : forall z, x <= z <= q -> v <= z * (1 - z)).
  { intros z Z; pose proof (variance_near 1 q z Pq ltac:(lra) ltac:(fold var; unfold v in *; lra)) as W.
    fold var in W; unfold v; lra. }
  pose proof (W x ltac:(lra)) as Vx.
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (X01 : probability x) by (split; nra).
  rewrite (point_shift n j x q X01 Pq Mx).
  pose proof (point_at_mode x n v j X01 v0 Vx Mx Big) as Mode.
  pose proof (KL_upper x q v ltac:(destruct X01; lra) P1 ltac:(lra) W) as Kl.
  assert (NK : INR n * KL x q <= g * g / (INR n * var)).
  { apply Rle_trans with (INR n * ((q - x) * (q - x) / (2 * v))); [apply Rmult_le_compat_l; lra|].
    apply Req_le; rewrite Gx; unfold v; field; lra. }
  set (P := mean x n (point j)) in *; set (K := INR n * KL x q) in *.
  replace (INR (S n) * (exp (- K) * P)) with (INR (S n) * P * exp (- K)) by ring.
  assert (E : exp (- (g * g / (INR n * var))) <= exp (- K)).
  { destruct NK as [L|L]; [left; apply exp_increasing; lra|rewrite L; lra]. }
  pose proof (exp_pos (- (g * g / (INR n * var)))).
  apply Rmult_le_compat; lra.
Qed.
