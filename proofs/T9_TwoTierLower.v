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

Theorem two_tier_lower : exists lo, 0 < lo /\ eventually (fun n => forall e base m0 b0 m1 b1,
  steady e -> 0 <= b0 -> 0 <= b1 -> admissible q c e U0 pay n (two_tier_pay base m0 b0 m1 b1) ->
  h (U0 + c e) + lo * (tier_rate n / INR n) <= expect (q e) n (fun s => h (two_tier_pay base m0 b0 m1 b1 s))).
Proof.
  set (ep := sqrt (w ^ 5 / 32)).
  assert (w5 : 0 < w ^ 5) by (apply pow_lt; lra).
  assert (ep0 : 0 < ep) by (apply sqrt_lt_R0; lra).
  assert (epp : ep * ep = w ^ 5 / 32) by (apply sqrt_sqrt; lra).
  assert (w51 : w ^ 5 <= 1).
  { apply Rle_trans with (1 ^ 5); [apply pow_incr; lra|rewrite pow1; lra]. }
  assert (ep1 : ep <= 1).
  { apply Rnot_lt_le; intros L; assert (1 * 1 < ep * ep) by (apply Rmult_le_0_lt_compat; lra); lra. }
  set (lo := w * w * ep / 24); assert (lo0 : 0 < lo) by (unfold lo; apply Rdiv_lt_0_compat; [repeat apply Rmult_lt_0_compat|]; lra).
  exists (m / 2 * lo); split; [apply Rmult_lt_0_compat; lra|].
  set (a0 := w ^ 6 * ep ^ 4 / 256).
  assert (w6 : 0 < w ^ 6) by (apply pow_lt; lra).
  assert (ep4 : 0 < ep ^ 4 <= 1).
  { split; [apply pow_lt; exact ep0|]; apply Rle_trans with (1 ^ 4); [apply pow_incr; lra|rewrite pow1; lra]. }
  assert (a00 : 0 < a0) by (unfold a0; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (a01 : 256 * a0 <= w ^ 6).
  { unfold a0; assert (w ^ 6 * ep ^ 4 <= w ^ 6 * 1) by (apply Rmult_le_compat_l; lra); lra. }
  assert (w62 : w ^ 6 <= w * w).
  { replace (w ^ 6) with (w * w * (w ^ 4)) by ring.
    assert (w ^ 4 <= 1) by (apply Rle_trans with (1 ^ 4); [apply pow_incr; lra|rewrite pow1; lra]).
    assert (0 <= w * w) by nra; nra. }
  apply eventually_impl with (2 := eventually_and _ _ (eventually_log_cube a0 a00)
    (eventually_and _ _ eventually_log_log (eventually_root_n_log_n 1))).
  intros n [Cube [LL _]] e base m0 b0 m1 b1 St B0 B1 Ad.
  destruct LL as [N1 [L1 [l1 [lL LN]]]].
  destruct n as [|n]; [simpl in N1; lra|].
  pose proof (two_tier_conditions n e base m0 b0 m1 b1 St Ad) as Cd; cbv zeta in Cd; destruct Cd as [Dev [Pa Foc]].
  pose proof St as [He Hu [Hq Hd] Hc [Pq Vw] Mw Cw Below].
  assert (P01 : 0 <= q e <= 1) by (destruct Pq; lra).
  pose proof (variance_costs (S n) e base m0 b0 m1 b1 P01 Hu B0 B1 Ad) as Pr.
  apply Rle_trans with (2 := Pr), Rplus_le_compat_l; rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|]; clear Pr.
  set (N := INR (S n)) in *; set (L := ln N) in *; set (l := ln L) in *.
  set (rN := sqrt N) in *; assert (rN1 : 1 <= rN) by (unfold rN; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (RN : rN * rN = N) by (apply sqrt_sqrt; lra).
  set (rL := sqrt L); assert (rL1 : 1 <= rL) by (unfold rL; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (RL : rL * rL = L) by (apply sqrt_sqrt; lra).
  set (rl := sqrt l); assert (rl1 : 1 <= rl) by (unfold rl; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (Rl : rl * rl = l) by (apply sqrt_sqrt; lra).
  assert (Tr : tier_rate (S n) = rL / rl).
  { unfold tier_rate; fold N L l; unfold rL, rl; apply sqrt_div_alt; lra. }
  rewrite Tr.
  assert (tL : rL / rl <= rL).
  { apply Rmult_le_reg_r with rl; [lra|]; replace (rL / rl * rl) with rL by (field; lra); nra. }
  set (f0 := mean (q e) (S n) (below m0)) in *; set (f1 := mean (q e) (S n) (below m1)) in *.
  assert (R0 : forall p i, 0 <= p <= 1 -> 0 <= mean p (S n) (below i) <= 1)
    by (intros; apply mean_range; [assumption|apply below_range]).
  pose proof (R0 (q e) m0 P01) as F0; pose proof (R0 (q e) m1 P01) as F1; fold f0 in F0; fold f1 in F1.
  set (W := b0 * b0 * (f0 * (1 - f0)) + b1 * b1 * (f1 * (1 - f1))).
  assert (V0 : 0 <= b0 * b0 * (f0 * (1 - f0))) by (apply Rmult_le_pos; [nra|apply Rmult_le_pos; lra]).
  assert (V1 : 0 <= b1 * b1 * (f1 * (1 - f1))) by (apply Rmult_le_pos; [nra|apply Rmult_le_pos; lra]).
  assert (W0 : 0 <= W) by (unfold W; lra).
  assert (lo1 : lo <= 1).
  { unfold lo; assert (w * w * ep <= 1 * 1 * 1) by (repeat apply Rmult_le_compat; try apply Rmult_le_pos; lra); lra. }
  destruct (Rle_or_lt W (L / N)) as [Sm|Bg].
  2:{ apply Rle_trans with (L / N); [|lra].
      apply Rle_trans with (1 * (rL / N)).
      - apply Rmult_le_compat; try lra; [|apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact tL]].
        apply Rdiv_le_0_compat; [apply Rdiv_le_0_compat|]; lra.
      - rewrite Rmult_1_l; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|nra]. }
  (* the lower effort *)
  set (s := ep * (rL / rN)).
  assert (s0 : 0 < s) by (apply Rmult_lt_0_compat; [exact ep0|apply Rdiv_lt_0_compat; lra]).
  assert (L3 : L <= L ^ 3) by (replace (L ^ 3) with (L * (L * L)) by ring; nra).
  assert (LrN : L <= a0 * rN) by lra.
  assert (sw : s <= w).
  { unfold s; apply Rle_trans with (1 * (L / rN)).
    - apply Rmult_le_compat; try lra; [apply Rdiv_le_0_compat; lra|].
      apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|nra].
    - apply Rmult_le_reg_r with rN; [lra|]; replace (1 * (L / rN) * rN) with L by (field; lra).
      apply Rle_trans with (1 := LrN), Rmult_le_compat_r; [lra|].
      assert (w * w <= w * 1) by (apply Rmult_le_compat_l; lra); lra. }
  destruct (Below s ltac:(lra)) as [Cs [Px Dx]]; set (x := q (e - s)) in *.
  assert (Xs : N * ((q e - x) * (q e - x)) <= w ^ 3 / 32 * L).
  { assert (D2 : (q e - x) * (q e - x) <= s / w * (s / w)).
    { pose proof (Rabs_pos (q e - x)); rewrite <- (Rabs_right ((q e - x) * (q e - x))) by (apply Rle_ge, Rle_0_sqr).
      rewrite Rabs_mult; apply Rmult_le_compat; assumption. }
    apply Rle_trans with (N * (s / w * (s / w))); [apply Rmult_le_compat_l; lra|]; apply Req_le.
    unfold s; rewrite <- RN, <- RL.
    transitivity (ep * ep * (rL * rL) / (w * w)); [field; lra|rewrite epp; field; lra]. }
  assert (X16 : exp (16 / w ^ 3 * (N * ((q e - x) * (q e - x)))) <= rN).
  { apply Rle_trans with (exp (L / 2)).
    - assert (E : 16 / w ^ 3 * (N * ((q e - x) * (q e - x))) <= L / 2).
      { assert (w3 : 0 < w ^ 3) by (apply pow_lt; lra).
        apply Rmult_le_compat_l with (r := 16 / w ^ 3) in Xs; [|apply Rdiv_le_0_compat; lra].
        replace (16 / w ^ 3 * (w ^ 3 / 32 * L)) with (L / 2) in Xs by (field; lra); exact Xs. }
      destruct E as [E|E]; [left; apply exp_increasing; exact E|rewrite E; lra].
    - apply Req_le; unfold L, rN; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  (* moderate deviations *)
  set (r := sqrt (6 * l)).
  assert (r6 : r * r = 6 * l) by (apply sqrt_sqrt; lra).
  assert (r0 : 0 < r) by (apply sqrt_lt_R0; lra).
  assert (r1 : 1 <= r) by nra.
  assert (r3 : r <= 3 * rl) by nra.
  assert (rrN : r <= rN).
  { apply Rle_trans with (3 * L); [nra|].
    assert (a0 <= 1 / 256) by nra.
    assert (a0 * rN <= 1 / 256 * rN) by (apply Rmult_le_compat_r; lra); lra. }
  set (Ex := exp (- (r * r / 2)) * rN / r).
  assert (Exv : Ex = rN / (L ^ 3 * r)).
  { assert (X : exp (- (r * r / 2)) = / L ^ 3).
    { rewrite r6; replace (6 * l / 2) with (l + l + l) by field.
      rewrite exp_Ropp, !exp_plus; unfold l; rewrite exp_ln by lra; f_equal; ring. }
    unfold Ex; rewrite X; field; lra. }
  assert (L30 : 0 < L ^ 3) by (apply pow_lt; lra).
  assert (Ex0 : 0 < Ex) by (rewrite Exv; apply Rdiv_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
  set (rho := w * s / 2); assert (rho0 : 0 < rho) by (unfold rho; nra).
  set (S0 := c1 e / q1 e * (q e * (1 - q e))) in *.
  assert (Tier : forall i b, 0 <= b -> (b * b * (mean (q e) (S n) (below i) * (1 - mean (q e) (S n) (below i))) <= W) ->
    tier N (rN) (r * rN) Ex W b (mean (q e) (S n) (below i)) (mean x (S n) (below i))
      (mean (q e) (S n) (fun k => below i k * (N * q e - INR k)))).
  { intros i b Hb HV; split; try assumption.
    - apply R0; exact P01.
    - apply R0; lra.
    - apply shortfall_rare; [exact P01|lia|apply below_range].
    - apply Rle_trans with (1 := shift_rare x (q e) (S n) w (below i) Px Pq ltac:(lra) Vw (below_range i)).
      apply Rmult_le_compat_r; [apply pow_le, R0; exact P01|exact X16].
    - apply shortfall_moderate; [exact P01|lia|exact r0|exact rrN|apply below_range]. }
  pose proof (Tier m0 b0 B0 ltac:(fold f0; unfold W; lra)) as T0; fold f0 in T0.
  pose proof (Tier m1 b1 B1 ltac:(fold f1; unfold W; lra)) as T1; fold f1 in T1.
  assert (iN : 0 < / N) by (apply Rinv_0_lt_compat; lra).
  assert (LN0 : 0 <= L / N) by (apply Rdiv_le_0_compat; lra).
  assert (LN3 : (L / N) ^ 3 * (N * N) = L ^ 3 / N) by (field; lra).
  assert (cc : w * w <= c e * c e) by (apply Rmult_le_compat; lra).
  assert (L3N : L ^ 3 / N <= a0).
  { apply Rmult_le_reg_r with N; [lra|]; replace (L ^ 3 / N * N) with (L ^ 3) by (field; lra).
    apply Rle_trans with (1 := Cube), Rmult_le_compat_l; [lra|nra]. }
  assert (A1 : 8 * (L / N) <= c e * c e).
  { assert (L / N <= L ^ 3 / N) by (apply Rmult_le_compat_r; lra); lra. }
  assert (w4 : 0 < w ^ 4) by (apply pow_lt; lra).
  assert (S04 : w ^ 4 <= S0 ^ 4) by (apply pow_incr; lra).
  assert (A2 : 16 * (L / N) ^ 3 * (N * N) <= c e * c e * (S0 / 2) ^ 4).
  { rewrite Rmult_assoc, LN3; replace ((S0 / 2) ^ 4) with (S0 ^ 4 / 16) by field.
    assert (w * w * w ^ 4 <= c e * c e * S0 ^ 4) by (apply Rmult_le_compat; nra).
    replace (w * w * w ^ 4) with (w ^ 6) in H by ring; lra. }
  assert (A3 : 16 * (L / N) ^ 3 * rN <= c e * c e * rho ^ 4).
  { assert (Er : rho ^ 4 = w ^ 4 * ep ^ 4 * (L * L) / (16 * (N * N))).
    { unfold rho, s; rewrite <- RL, <- RN; field; lra. }
    apply Rle_trans with (w * w * rho ^ 4); [|apply Rmult_le_compat_r; [apply pow_le; lra|exact cc]].
    rewrite Er; replace (w * w * (w ^ 4 * ep ^ 4 * (L * L) / (16 * (N * N)))) with (16 * a0 * ((L * L) / (N * N)))
      by (unfold a0; field; lra).
    replace (16 * (L / N) ^ 3 * rN) with (16 * (L / rN) * (L * L / (N * N))) by (rewrite <- RN; field; lra).
    apply Rmult_le_compat_r; [apply Rdiv_le_0_compat; nra|].
    apply Rmult_le_compat_l; [lra|].
    apply Rmult_le_reg_r with rN; [lra|]; replace (L / rN * rN) with L by (field; lra); exact LrN. }
  assert (G : S0 <= b0 * mean (q e) (S n) (fun k => below m0 k * (N * q e - INR k)) +
      b1 * mean (q e) (S n) (fun k => below m1 k * (N * q e - INR k)) -> c e <= b0 * (1 - f0) + b1 * (1 - f1) ->
    2 * rho <= b0 * (mean x (S n) (below m0) - f0) + b1 * (mean x (S n) (below m1) - f1) ->
    S0 * rho / (4 * (r * rN)) <= W \/ S0 / (4 * Ex) * (rho / 2) <= W \/
    S0 ^ 4 * (S0 / (4 * Ex) * (S0 / (4 * Ex))) <= 128 * (N * N) * W ^ 3).
  { intros G1 G2 G3; assert (0 < r * rN) by (apply Rmult_lt_0_compat; lra).
    eapply (guard_and_spur N S0 rho rN (c e) (r * rN) Ex W (L / N));
      try exact G1; try exact G3; (assumption || (split; lra) || lra). }
  assert (D0 : c e <= b0 * (1 - f0) + b1 * (1 - f1)).
  { specialize (Dev 0 ltac:(lra)); rewrite Hc0 in Dev.
    pose proof (R0 (q 0) m0 (Q01 0 ltac:(lra))); pose proof (R0 (q 0) m1 (Q01 0 ltac:(lra))).
    assert (b0 * (mean (q 0) (S n) (below m0) - f0) <= b0 * (1 - f0)) by (apply Rmult_le_compat_l; lra).
    assert (b1 * (mean (q 0) (S n) (below m1) - f1) <= b1 * (1 - f1)) by (apply Rmult_le_compat_l; lra).
    lra. }
  specialize (Dev (e - s) ltac:(lra)); fold x in Dev.
  specialize (G ltac:(lra) D0 ltac:(unfold rho; lra)).
  destruct G as [G|[G|G]].
  - eapply way_moderate with (w := w) (S0 := S0) (r := r) (rN := rN); try exact G; (assumption || (split; lra) || lra).
  - rewrite Exv in G; eapply way_large with (w := w) (S0 := S0) (r := r) (rN := rN) (L := L); try exact G;
      (assumption || (split; lra) || lra).
  - rewrite Exv in G; eapply way_fourth with (w := w) (S0 := S0) (r := r) (rN := rN) (L := L); try exact G;
      (assumption || (split; lra) || lra).
Qed.
End Lower.
