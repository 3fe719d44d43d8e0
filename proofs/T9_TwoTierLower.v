(** * T9, two tiers from below: every two-tier contract

    In words.  In the model of T9_TwoTiers.v: along efforts at which nothing degenerates and from the same number of
    samples on, every contract of two thresholds that is accepted and makes the effort a best reply among all efforts in
    [0, 1] costs at least a constant times sqrt(log n / log log n)/n above the first-best wage ([two_tier_lower]).

    Source.  This project.

    Assumed.  h nondecreasing and [curved] with modulus m > 0 on the utilities that may be paid, an interval. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt Samples Curvature BestReply CountDeviation TestMoments LogLog.
From FirstBest Require Import T7_Limit T9_TwoTiers.
Open Scope R_scope.

(** ** Every two-tier contract *)

Section Lower.
Variables (q q1 c c1 : R -> R) (U0 : R) (pay : R -> Prop) (h : R -> R) (m w : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hi : interval pay.
Hypothesis Hh : curved pay h m.
Hypothesis Hm : 0 < m.
Hypothesis Mono : forall x y, pay x -> pay y -> x <= y -> h x <= h y.
Hypothesis Hw : 0 < w <= 1 / 4.

(** Nothing degenerates at effort e: by w at least, or 1/w at most. *)
Record steady (e : R) : Prop := {
  steady_effort : w <= e < 1;
  steady_pay : pay (U0 + c e);
  steady_signal : is_derive q e (q1 e) /\ 0 < q1 e;
  steady_cost : is_derive c e (c1 e);
  steady_random : probability (q e) /\ w <= q e * (1 - q e);
  steady_marginal : w <= c1 e / q1 e * (q e * (1 - q e));
  steady_deterrent : w <= c e;
  steady_below : forall s, 0 < s <= w -> w * s <= c e - c (e - s) /\
    0 < q (e - s) < 1 /\ Rabs (q e - q (e - s)) <= s / w }.

(** What a contract on the count asks for: acceptance, no better effort, the first-order condition. *)
Lemma two_tier_conditions n e base m0 b0 m1 b1 : steady e ->
  admissible q c e U0 pay (S n) (two_tier_pay base m0 b0 m1 b1) ->
  let N := INR (S n) in
  let f i a := mean (q a) (S n) (below i) in
  let g i := mean (q e) (S n) (fun k => below i k * (N * q e - INR k)) in
  (forall a, 0 <= a <= 1 -> c e - c a <= b0 * (f m0 a - f m0 e) + b1 * (f m1 a - f m1 e)) /\
  U0 + c e <= mean (q e) (S n) (two_tiers base m0 b0 m1 b1) /\
  c1 e / q1 e * (q e * (1 - q e)) = b0 * g m0 + b1 * g m1.
Proof.
  intros St [Py [Im Pa]] N f g.
  destruct St as [He Hu [Hq Hd] Hc [Pq _] _ _ _]; pose proof Pq as [P0 P1].
  unfold two_tier_pay, implements, participates in *.
  assert (Ex : forall p, expect p (S n) (fun s => two_tiers base m0 b0 m1 b1 (count s)) =
    mean p (S n) (two_tiers base m0 b0 m1 b1)) by (intros; apply expect_count).
  rewrite Ex in Pa.
  assert (Be : forall a, 0 <= a <= 1 -> mean (q a) (S n) (two_tiers base m0 b0 m1 b1) - c a <=
    mean (q e) (S n) (two_tiers base m0 b0 m1 b1) - c e).
  { intros a Ha; specialize (Im a Ha); rewrite !Ex in Im; exact Im. }
  split; [|split; [lra|]].
  - intros a Ha; specialize (Be a Ha); rewrite !two_tier_mean in Be; unfold f; lra.
  - set (v := two_tiers base m0 b0 m1 b1) in *.
    set (d := INR (S n) * mean (q e) n (fun k => v (S k) - v k)).
    assert (D : is_derive (fun a => mean (q a) (S n) v - c a) e (minus (scal (q1 e) d) (c1 e))).
    { apply @is_derive_minus; [|exact Hc].
      apply (is_derive_comp (fun x => mean x (S n) v) q); [apply mean_derive|exact Hq]. }
    assert (E01 : 0 < e < 1) by lra.
    apply (interior_maximum _ _ _ E01) in D; [|exact Be].
    unfold minus, plus, opp, scal in D; simpl in D; unfold mult in D; simpl in D.
    pose proof (count_by_parts (q e) n v Pq) as P; fold d in P.
    assert (V : mean (q e) (S n) (fun k => v k * (INR k - INR (S n) * q e)) = b0 * g m0 + b1 * g m1).
    { pose proof (mean_deviation (q e) (S n) 0) as Z.
      rewrite (mean_ext (q e) (S n) (fun k => v k * (INR k - INR (S n) * q e)) (fun k =>
        (base + b0 + b1) * (INR k - INR (S n) * q e - 0) +
        (b0 * (below m0 k * (N * q e - INR k)) + b1 * (below m1 k * (N * q e - INR k)))))
        by (intros k _; unfold v, two_tiers, N; ring).
      rewrite !mean_plus, !mean_scale, Z; unfold g; ring. }
    rewrite <- V, P; replace (c1 e) with (q1 e * d) by lra; field; lra.
Qed.

(** The premium pays for the variance. *)
Lemma variance_costs n e base m0 b0 m1 b1 : 0 <= q e <= 1 -> pay (U0 + c e) -> 0 <= b0 -> 0 <= b1 ->
  admissible q c e U0 pay n (two_tier_pay base m0 b0 m1 b1) ->
  h (U0 + c e) + m / 2 * (b0 * b0 * (mean (q e) n (below m0) * (1 - mean (q e) n (below m0))) +
    b1 * b1 * (mean (q e) n (below m1) * (1 - mean (q e) n (below m1)))) <=
  expect (q e) n (fun s => h (two_tier_pay base m0 b0 m1 b1 s)).
Proof.
  intros Pq Hu B0 B1 [Py [_ Pa]]; unfold participates in Pa.
  set (v := two_tier_pay base m0 b0 m1 b1) in *; set (a := expect (q e) n v) in *.
  assert (A : pay a) by (apply mean_is_pay; assumption).
  destruct (Hh a A) as [t Ht].
  pose proof (expect_le (q e) n (fun s => h a + t * (v s - a) + m / 2 * ((v s - a) * (v s - a))) (fun s => h (v s)) Pq
    (fun s Hs => Ht (v s) (Py s Hs))) as E.
  rewrite !expect_plus, !expect_scale, expect_minus, !expect_const in E; fold a in E.
  pose proof (two_tier_variance (q e) n base m0 b0 m1 b1 Pq B0 B1) as V; cbv zeta in V.
  assert (Ea : a = mean (q e) n (two_tiers base m0 b0 m1 b1)) by (apply expect_count).
  rewrite <- Ea in V.
  assert (Ev : expect (q e) n (fun s => (v s - a) * (v s - a)) =
    mean (q e) n (fun k => (two_tiers base m0 b0 m1 b1 k - a) * (two_tiers base m0 b0 m1 b1 k - a)))
    by (apply (expect_count (q e) n (fun k => (two_tiers base m0 b0 m1 b1 k - a) * (two_tiers base m0 b0 m1 b1 k - a)))).
  rewrite Ev in E.
  pose proof (Mono (U0 + c e) a Hu A ltac:(lra)).
  apply Rmult_le_compat_l with (r := m / 2) in V; [|lra]; lra.
Qed.

(** The other effort is lower by [drop]; [lo] is the constant of the theorem. *)
Let ep := sqrt (w ^ 5 / 32).
Let a0 := w ^ 6 * ep ^ 4 / 256.
Let lo := w * w * ep / 24.

Lemma one_at_most x k : 0 <= x <= 1 -> x ^ k <= 1.
Proof. intros X; rewrite <- (pow1 k); apply pow_incr, X. Qed.

Lemma lower_constants : (0 < ep <= 1 /\ ep * ep = w ^ 5 / 32) /\ 0 < lo <= 1 /\ 0 < a0 <= 1 / 256 /\
  256 * a0 <= w ^ 6 /\ w ^ 6 <= w * w.
Proof.
  assert (w5 : 0 < w ^ 5 <= 1) by (split; [apply pow_lt|apply one_at_most]; lra).
  assert (w6 : 0 < w ^ 6 <= 1) by (split; [apply pow_lt|apply one_at_most]; lra).
  assert (ee : ep * ep = w ^ 5 / 32) by (apply sqrt_sqrt; lra).
  assert (e0 : 0 < ep) by (apply sqrt_lt_R0; lra).
  assert (e1 : ep <= 1) by (apply Rnot_lt_le; intros L; assert (1 * 1 < ep * ep) by (apply Rmult_le_0_lt_compat; lra); lra).
  assert (e4 : 0 < ep ^ 4 <= 1) by (split; [apply pow_lt|apply one_at_most]; lra).
  assert (ww : 0 < w * w) by (apply Rmult_lt_0_compat; lra).
  assert (wwe : 0 < w * w * ep <= 1 * 1 * 1).
  { split; [apply Rmult_lt_0_compat; lra|repeat apply Rmult_le_compat; try apply Rmult_le_pos; lra]. }
  assert (we : 0 < w ^ 6 * ep ^ 4 <= w ^ 6 * 1) by (split; [apply Rmult_lt_0_compat|apply Rmult_le_compat_l]; lra).
  assert (w62 : w ^ 6 <= w * w).
  { replace (w ^ 6) with (w * w * w ^ 4) by ring; rewrite <- (Rmult_1_r (w * w)) at 2.
    apply Rmult_le_compat_l; [lra|apply one_at_most; lra]. }
  repeat split; try lra; unfold lo, a0; lra.
Qed.

(** How large n has to be. *)
Record wide (n : nat) : Prop := {
  wide_ordered : ordered n;
  wide_cube : ln (INR n) ^ 3 <= a0 * root_n n }.

Section Size.
Variable n : nat.
Hypothesis Wide : wide n.
Let N := INR n.
Let L := ln N.
Let rN := root_n n.
Let rL := root_log n.
Let rl := root_log_log n.

Lemma sizes : 1 <= N /\ 1 <= L /\ rN * rN = N /\ rL * rL = L /\ 1 <= rN /\ 1 <= rL /\ 1 <= rl /\ rL <= L /\
  L <= L ^ 3 /\ L ^ 3 <= a0 * rN /\ tier_rate n = rL / rl.
Proof. destruct Wide as [[] C]; repeat split; assumption. Qed.

Let drop := ep * (rL / rN).

Lemma drop_small : 0 < drop <= w.
Proof.
  destruct lower_constants as [[e0 _] [_ [_ [aw w62]]]]; destruct sizes as [N1 [L1 [RN [RL [R1 [rL1 [_ [rLL [L3 [C _]]]]]]]]]].
  split; [apply Rmult_lt_0_compat; [lra|apply Rdiv_lt_0_compat; lra]|].
  apply Rle_trans with (1 * (rL / rN)); [apply Rmult_le_compat_r; [apply Rdiv_le_0_compat|]; lra|].
  apply Rmult_le_reg_r with rN; [lra|]; replace (1 * (rL / rN) * rN) with rL by (field; lra).
  assert (w * w <= w * 1) by (apply Rmult_le_compat_l; lra).
  assert (a0 * rN <= w * rN) by (apply Rmult_le_compat_r; lra); lra.
Qed.

(** So near that the likelihood ratio's fourth moment is sqrt n at most. *)
Lemma drop_undetected q0 x : Rabs (q0 - x) <= drop / w -> exp (16 / w ^ 3 * (N * ((q0 - x) * (q0 - x)))) <= rN.
Proof.
  intros Dx; destruct lower_constants as [[e0 ee] _]; destruct sizes as [N1 [L1 [RN [RL [R1 _]]]]].
  assert (w3 : 0 < w ^ 3) by (apply pow_lt; lra).
  assert (Xs : N * ((q0 - x) * (q0 - x)) <= w ^ 3 / 32 * L).
  { assert (D2 : (q0 - x) * (q0 - x) <= drop / w * (drop / w)).
    { rewrite <- (Rabs_right ((q0 - x) * (q0 - x))) by (apply Rle_ge, Rle_0_sqr).
      rewrite Rabs_mult; apply Rmult_le_compat; try apply Rabs_pos; exact Dx. }
    apply Rle_trans with (N * (drop / w * (drop / w))); [apply Rmult_le_compat_l; lra|right].
    unfold drop; rewrite <- RN, <- RL.
    transitivity (ep * ep * (rL * rL) / (w * w)); [field; lra|rewrite ee; field; lra]. }
  apply Rle_trans with (exp (L / 2)).
  - assert (E : 16 / w ^ 3 * (N * ((q0 - x) * (q0 - x))) <= L / 2).
    { apply Rle_trans with (16 / w ^ 3 * (w ^ 3 / 32 * L)); [apply Rmult_le_compat_l; [apply Rdiv_le_0_compat|]; lra|right; field; lra]. }
    destruct E as [E|E]; [left; apply exp_increasing; exact E|rewrite E; lra].
  - right; unfold L, rN, root_n; fold N; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field.
Qed.

(** Moderate deviations, of r = sqrt(6 log log n) standard deviations. *)
Let r := sqrt (6 * ln L).
Let E := rN / (L ^ 3 * r).

Lemma moderate_sizes : 1 <= r <= 3 * rl /\ r <= rN /\ 0 < E /\ exp (- (r * r / 2)) * rN / r = E.
Proof.
  destruct lower_constants as [_ [_ [a01 _]]]; destruct sizes as [N1 [L1 [_ [RL [R1 [rL1 [_ [rLL [L3 [C _]]]]]]]]]].
  destruct Wide as [O _]; destruct O as [_ _ l1 _ _ Rl _ _ l2 lL _ _ _ _]; fold N L rl in l1, Rl; fold rl in l2, lL; fold rL in lL.
  assert (r6 : r * r = 6 * ln L) by (apply sqrt_sqrt; lra).
  assert (r0 : 0 < r) by (apply sqrt_lt_R0; lra).
  assert (r1 : 1 <= r) by (apply Rnot_lt_le; intros H; assert (r * r < 1 * 1) by (apply Rmult_le_0_lt_compat; lra); lra).
  assert (r3 : r <= 3 * rl).
  { apply Rnot_lt_le; intros H; assert (3 * rl * (3 * rl) < r * r) by (apply Rmult_le_0_lt_compat; lra); lra. }
  assert (rr : r <= rN).
  { assert (a0 * rN <= 1 / 256 * rN) by (apply Rmult_le_compat_r; lra); lra. }
  assert (P : 0 < L ^ 3 * r) by (apply Rmult_lt_0_compat; lra).
  split; [lra|split; [exact rr|split; [apply Rdiv_lt_0_compat; lra|]]].
  assert (X : exp (- (r * r / 2)) = / L ^ 3).
  { rewrite r6; replace (6 * ln L / 2) with (ln L + ln L + ln L) by field.
    rewrite exp_Ropp, !exp_plus, exp_ln by lra; f_equal; ring. }
  rewrite X; unfold E; field; lra.
Qed.

(** Much variance is dear by itself. *)
Lemma much_variance W : L / N <= W -> lo * (rL / rl / N) <= W.
Proof.
  intros H; destruct lower_constants as [_ [lo1 _]]; destruct sizes as [N1 [L1 [_ [_ [_ [rL1 [l1 [rLL _]]]]]]]].
  assert (iN : 0 < / N) by (apply Rinv_0_lt_compat; lra).
  apply Rle_trans with (2 := H); apply Rle_trans with (1 * (rL / N)).
  - apply Rmult_le_compat; try lra; [repeat apply Rdiv_le_0_compat; lra|].
    apply Rmult_le_compat_r; [lra|]; apply Rmult_le_reg_r with rl; [lra|].
    replace (rL / rl * rl) with (rL * 1) by (field; lra); apply Rmult_le_compat_l; lra.
  - rewrite Rmult_1_l; apply Rmult_le_compat_r; lra.
Qed.

(** Little variance leaves a guard idle: the three conditions of [guard_and_spur]. *)
Let rho := w * drop / 2.

Lemma little_variance C S0 : w <= C -> w <= S0 -> 8 * (L / N) <= C * C /\
  16 * (L / N) ^ 3 * (N * N) <= C * C * (S0 / 2) ^ 4 /\ 16 * (L / N) ^ 3 * rN <= C * C * rho ^ 4.
Proof.
  intros HC HS; destruct lower_constants as [[e0 ee] [_ [a01 [aw w62]]]].
  destruct sizes as [N1 [L1 [RN [RL [R1 [rL1 [_ [rLL [L3 [Cu _]]]]]]]]]]; pose proof drop_small as [d0 _].
  assert (iN : 0 < / N) by (apply Rinv_0_lt_compat; lra).
  assert (cc : w * w <= C * C) by (apply Rmult_le_compat; lra).
  assert (rR : rN <= N) by (rewrite <- RN; rewrite <- (Rmult_1_r rN) at 1; apply Rmult_le_compat_l; lra).
  assert (L3N : L ^ 3 / N <= a0).
  { apply Rmult_le_reg_r with N; [lra|]; replace (L ^ 3 / N * N) with (L ^ 3) by (field; lra).
    apply Rle_trans with (1 := Cu), Rmult_le_compat_l; lra. }
  assert (LN : L / N <= L ^ 3 / N) by (apply Rmult_le_compat_r; lra).
  split; [lra|split].
  - rewrite Rmult_assoc; replace ((L / N) ^ 3 * (N * N)) with (L ^ 3 / N) by (field; lra).
    replace ((S0 / 2) ^ 4) with (S0 ^ 4 / 16) by field.
    assert (w4 : 0 < w ^ 4) by (apply pow_lt; lra); assert (S4 : w ^ 4 <= S0 ^ 4) by (apply pow_incr; lra).
    assert (Q : w * w * w ^ 4 <= C * C * S0 ^ 4) by (apply Rmult_le_compat; try lra; apply Rmult_le_pos; lra).
    replace (w * w * w ^ 4) with (w ^ 6) in Q by ring; lra.
  - assert (r4 : 0 <= rho ^ 4) by (apply pow_le; unfold rho; apply Rdiv_le_0_compat; [apply Rmult_le_pos|]; lra).
    apply Rle_trans with (w * w * rho ^ 4); [|apply Rmult_le_compat_r; lra].
    assert (Er : rho ^ 4 = w ^ 4 * ep ^ 4 * (L * L) / (16 * (N * N))) by (unfold rho, drop; rewrite <- RL, <- RN; field; lra).
    rewrite Er; replace (w * w * (w ^ 4 * ep ^ 4 * (L * L) / (16 * (N * N)))) with (16 * a0 * ((L * L) / (N * N)))
      by (unfold a0; field; lra).
    replace (16 * (L / N) ^ 3 * rN) with (16 * (L / rN) * (L * L / (N * N))) by (rewrite <- RN; field; lra).
    apply Rmult_le_compat_r; [apply Rdiv_le_0_compat; [apply Rmult_le_pos|apply Rmult_lt_0_compat]; lra|].
    apply Rmult_le_compat_l; [lra|].
    apply Rmult_le_reg_r with rN; [lra|]; replace (L / rN * rN) with L by (field; lra); lra.
Qed.

(** The facts about one threshold that the argument needs. *)
Lemma tier_facts W q0 x b i : (0 < n)%nat -> probability q0 -> w <= q0 * (1 - q0) -> 0 < x < 1 -> Rabs (q0 - x) <= drop / w ->
  0 <= b -> b * b * (mean q0 n (below i) * (1 - mean q0 n (below i))) <= W ->
  tier N rN (r * rN) E W b (mean q0 n (below i)) (mean x n (below i)) (mean q0 n (fun k => below i k * (N * q0 - INR k))).
Proof.
  intros Hn Pq Vw Px Dx Hb HV; destruct moderate_sizes as [Hr [rr [_ Ee]]]; pose proof Pq as [P0 P1].
  split; try assumption.
  - apply mean_range; [lra|apply below_range].
  - apply mean_range; [lra|apply below_range].
  - apply shortfall_rare; [lra|exact Hn|apply below_range].
  - apply Rle_trans with (1 := shift_rare x q0 n w (below i) Px Pq ltac:(lra) Vw (below_range i)).
    apply Rmult_le_compat_r; [apply pow_le, mean_range; [lra|apply below_range]|apply drop_undetected, Dx].
  - rewrite <- Ee; apply shortfall_moderate; [lra|exact Hn|lra|exact rr|apply below_range].
Qed.

(** Variance is of the order of the rate: either much of it, or one of the three ways of [guard_and_spur]. *)
Lemma variance_at_least W e b0 m0 b1 m1 : (0 < n)%nat -> steady e -> 0 <= b0 -> 0 <= b1 -> 0 <= W ->
  (forall i b, (i = m0 /\ b = b0) \/ (i = m1 /\ b = b1) ->
    b * b * (mean (q e) n (below i) * (1 - mean (q e) n (below i))) <= W) ->
  let g i := mean (q e) n (fun k => below i k * (N * q e - INR k)) in
  c1 e / q1 e * (q e * (1 - q e)) <= b0 * g m0 + b1 * g m1 ->
  (forall a, 0 <= a <= 1 -> c e - c a <= b0 * (mean (q a) n (below m0) - mean (q e) n (below m0)) +
    b1 * (mean (q a) n (below m1) - mean (q e) n (below m1))) ->
  lo * (tier_rate n / N) <= W.
Proof.
  intros Hn St B0 B1 W0 HV g Foc Dev; destruct sizes as [N1 [L1 [RN [RL [R1 [rL1 [l1 [_ [_ [_ Tr]]]]]]]]]]; rewrite Tr.
  pose proof St as [He Hu _ _ [Pq Vw] Mw Cw Below]; pose proof drop_small as Ds; pose proof moderate_sizes as [Hr [_ [E0 _]]].
  destruct (Below drop Ds) as [Cs [Px Dx]]; set (S0 := c1 e / q1 e * (q e * (1 - q e))) in *.
  destruct (Rle_or_lt W (L / N)) as [Sm|Bg]; [|apply much_variance; lra].
  destruct (little_variance (c e) S0 Cw Mw) as [A1 [A2 A3]].
  pose proof (tier_facts W (q e) (q (e - drop)) b0 m0 Hn Pq Vw Px Dx B0 (HV m0 b0 ltac:(left; split; reflexivity))) as T0.
  pose proof (tier_facts W (q e) (q (e - drop)) b1 m1 Hn Pq Vw Px Dx B1 (HV m1 b1 ltac:(right; split; reflexivity))) as T1.
  assert (D0 : c e <= b0 * (1 - mean (q e) n (below m0)) + b1 * (1 - mean (q e) n (below m1))).
  { specialize (Dev 0 ltac:(lra)); rewrite Hc0 in Dev.
    assert (U : forall i, mean (q 0) n (below i) <= 1) by (intros; apply mean_range; [apply Q01; lra|apply below_range]).
    pose proof (Rmult_le_compat_l b0 _ _ B0 (U m0)); pose proof (Rmult_le_compat_l b1 _ _ B1 (U m1)); lra. }
  specialize (Dev (e - drop) ltac:(lra)).
  assert (rho0 : 0 < rho) by (unfold rho; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (P : 0 < r * rN) by (apply Rmult_lt_0_compat; lra).
  destruct (guard_and_spur N S0 rho rN (c e) (r * rN) E W (L / N) ltac:(lra) rho0 ltac:(lra) ltac:(lra) P E0
    (conj W0 Sm) A1 A2 A3 _ _ _ _ _ _ _ _ T0 T1 Foc D0 ltac:(unfold rho; lra)) as [G|[G|G]].
  - destruct lower_constants as [[? _] _]; eapply way_moderate with (w := w) (S0 := S0) (r := r) (rN := rN); try exact G; (assumption || lra).
  - destruct lower_constants as [[? _] _]; eapply way_large with (w := w) (S0 := S0) (r := r) (rN := rN) (L := L); try exact G; (assumption || lra).
  - destruct lower_constants as [[? _] _]; eapply way_fourth with (w := w) (S0 := S0) (r := r) (rN := rN) (L := L); try exact G; (assumption || lra).
Qed.
End Size.

Theorem two_tier_lower : exists lo, 0 < lo /\ eventually (fun n => forall e base m0 b0 m1 b1,
  steady e -> 0 <= b0 -> 0 <= b1 -> admissible q c e U0 pay n (two_tier_pay base m0 b0 m1 b1) ->
  h (U0 + c e) + lo * (tier_rate n / INR n) <= expect (q e) n (fun s => h (two_tier_pay base m0 b0 m1 b1 s))).
Proof.
  destruct lower_constants as [_ [lo1 [a01 _]]]; exists (m / 2 * lo); split; [apply Rmult_lt_0_compat; lra|].
  apply eventually_impl with (2 := eventually_and _ _ (eventually_log_cube a0 ltac:(lra)) eventually_ordered).
  intros [|n] [Cube O] e base m0 b0 m1 b1 St B0 B1 Ad; [destruct O as [N1]; cbn [INR] in N1; lra|].
  destruct (two_tier_conditions n e base m0 b0 m1 b1 St Ad) as [Dev [_ Foc]].
  assert (P01 : 0 <= q e <= 1) by (destruct (steady_random e St) as [[P0 P1] _]; lra).
  pose proof (variance_costs (S n) e base m0 b0 m1 b1 P01 (steady_pay e St) B0 B1 Ad) as Pr.
  apply Rle_trans with (2 := Pr), Rplus_le_compat_l; rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|].
  set (W0 := b0 * b0 * (mean (q e) (S n) (below m0) * (1 - mean (q e) (S n) (below m0)))).
  set (W1 := b1 * b1 * (mean (q e) (S n) (below m1) * (1 - mean (q e) (S n) (below m1)))).
  assert (V : forall b i, 0 <= b -> 0 <= b * b * (mean (q e) (S n) (below i) * (1 - mean (q e) (S n) (below i)))).
  { intros b i Hb; assert (0 <= mean (q e) (S n) (below i) <= 1) by (apply mean_range; [exact P01|apply below_range]).
    apply Rmult_le_pos; apply Rmult_le_pos; lra. }
  pose proof (V b0 m0 B0) as V0; pose proof (V b1 m1 B1) as V1; fold W0 in V0; fold W1 in V1.
  apply (variance_at_least (S n) (Build_wide _ O Cube) (W0 + W1) e b0 m0 b1 m1 ltac:(lia) St B0 B1 ltac:(lra)).
  - intros i b [[-> ->]|[-> ->]]; [fold W0|fold W1]; lra.
  - right; exact Foc.
  - exact Dev.
Qed.
End Lower.
