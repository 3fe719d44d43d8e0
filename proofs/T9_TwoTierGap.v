(** * T9 (b): the order of the gap of two-tier contracts, both sides

    In words.  The company's second best among contracts of two thresholds is the largest V(e) - E_e[wage] over every
    effort e and every such contract to which e is a global best reply, that the annotator accepts and that pays within the
    limits.  From some n on its gap to the first best lies between two positive multiples of
    sqrt(log n / log log n)/n ([two_tier_gap_order]).  So sqrt(n log n) times it tends to 0 ([two_tiers_beat_one]), while
    one threshold leaves K_bin (T5_BinaryGap.v), and n times it does not stay bounded, while linear pay leaves K_lin.

    Source.  This project.  The order was conjectured from a sketch; the constant that the sketch gives is not proved.

    Assumed.  h nondecreasing, above a parabola at every utility that may be paid, and below one at U0 + c(eta);
    umin < U0; 0 < q < 1, q' > 0, c' > 0 on (0,1), q' and c' continuous at eta; the cost convex in the probability of
    agreement; eta in (0,1) the first best, and efforts at a distance from it worse by a fixed amount. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt Samples Curvature BestReply Nearby Suprema LogLog.
From FirstBest Require Import T7_Limit T7_Gap T9_TwoTiers T9_TwoTierLower T9_TwoTierContract.
Open Scope R_scope.

Section Gap.
Variables (umin top U0 : R) (pay : R -> Prop) (h q q1 c c1 V : R -> R) (eta m M s : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hi : interval pay.
Hypothesis Hh : curved pay h m.
Hypothesis Hm : 0 < m.
Hypothesis Mono : forall x y, pay x -> pay y -> x <= y -> h x <= h y.
Hypothesis Pmin : pay umin.
Hypothesis Ptop : pay top.
Hypothesis HU0 : umin < U0.
Hypothesis Htop : U0 + c eta < top.
Hypothesis Pay : forall e, 0 <= e <= 1 -> pay (U0 + c e).
Hypothesis HM : 0 <= M.
Hypothesis Bent : bent (fun x => umin <= x <= top) h M (U0 + c eta) s.
Hypothesis Q01 : forall e, 0 <= e <= 1 -> 0 <= q e <= 1.
Hypothesis Hq : forall e, 0 < e < 1 -> is_derive q e (q1 e).
Hypothesis Hq1 : forall e, 0 < e < 1 -> 0 < q1 e.
Hypothesis Pq : forall e, 0 < e < 1 -> probability (q e).
Hypothesis Hc : forall e, 0 < e < 1 -> is_derive c e (c1 e).
Hypothesis Hc1 : forall e, 0 < e < 1 -> 0 < c1 e.
Hypothesis Hce : 0 < c eta.
Hypothesis Cq : continuity_pt q1 eta.
Hypothesis Cc : continuity_pt c1 eta.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Best : forall e, 0 <= e <= 1 -> full_payoff c V U0 h e <= full_payoff c V U0 h eta.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> full_payoff c V U0 h e <= full_payoff c V U0 h eta - g.

(** Contracts with two thresholds, and what they reach. *)
Definition two_tier_contract (v : list bool -> R) : Prop := exists base m0 b0 m1 b1, 0 <= b0 /\ 0 <= b1 /\
  v = two_tier_pay base m0 b0 m1 b1.
Notation tier_payoffs := (payoffs q c V U0 pay h two_tier_contract).

(** Around eta nothing degenerates. *)
Lemma steady_near : exists w r, 0 < w <= 1 / 4 /\ 0 < r /\
  forall e, Rabs (e - eta) < r -> steady q q1 c c1 U0 pay w e.
Proof.
  assert (Kc : continuity_pt c eta) by (apply (continuity_of_derive _ _ _ (Hc eta Heta))).
  assert (Kq : continuity_pt q eta) by (apply (continuity_of_derive _ _ _ (Hq eta Heta))).
  pose proof (Pq eta Heta) as [P0 P1]; pose proof (Hq1 eta Heta) as Q1; pose proof (Hc1 eta Heta) as C1.
  set (var := fun e => q e * (1 - q e)); set (mc := fun e => c1 e / q1 e * var e).
  assert (V0 : 0 < var eta) by (apply Rmult_lt_0_compat; lra).
  assert (M0 : 0 < mc eta) by (apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; assumption|exact V0]).
  assert (Kv : continuity_pt var eta).
  { apply (continuity_pt_mult q (fun e => 1 - q e)); [exact Kq|].
    apply (continuity_pt_minus (fun _ => 1) q); [apply continuity_pt_const; intros x y; reflexivity|exact Kq]. }
  assert (Km : continuity_pt mc eta).
  { apply (continuity_pt_mult (fun e => c1 e / q1 e) var); [|exact Kv].
    apply (continuity_pt_div c1 q1); [exact Cc|exact Cq|lra]. }
  destruct (half_near c eta Kc Hce) as [r1 [r10 N1]].
  destruct (half_near var eta Kv V0) as [r2 [r20 N2]].
  destruct (half_near mc eta Km M0) as [r3 [r30 N3]].
  destruct (half_near c1 eta Cc C1) as [r4 [r40 N4]].
  destruct (near_of_continuity q1 eta (q1 eta) Cq Q1) as [r5 [r50 N5]].
  set (r := Rmin (Rmin (Rmin r1 r2) (Rmin r3 r4)) (Rmin r5 (Rmin eta (1 - eta)))).
  assert (r0 : 0 < r) by (repeat apply Rmin_glb_lt; lra).
  assert (L1 : r <= Rmin (Rmin r1 r2) (Rmin r3 r4)) by apply Rmin_l.
  assert (L2 : r <= Rmin r5 (Rmin eta (1 - eta))) by apply Rmin_r.
  pose proof (Rmin_l (Rmin r1 r2) (Rmin r3 r4)); pose proof (Rmin_r (Rmin r1 r2) (Rmin r3 r4)).
  pose proof (Rmin_l r1 r2); pose proof (Rmin_r r1 r2); pose proof (Rmin_l r3 r4); pose proof (Rmin_r r3 r4).
  pose proof (Rmin_l r5 (Rmin eta (1 - eta))); pose proof (Rmin_r r5 (Rmin eta (1 - eta))).
  pose proof (Rmin_l eta (1 - eta)); pose proof (Rmin_r eta (1 - eta)).
  set (w := Rmin (Rmin (Rmin (1 / 4) (r / 2)) (Rmin (c eta / 2) (var eta / 2)))
    (Rmin (mc eta / 2) (Rmin (c1 eta / 2) (/ (2 * q1 eta))))).
  assert (w0 : 0 < w).
  { repeat apply Rmin_glb_lt; try lra; apply Rinv_0_lt_compat; lra. }
  assert (W1 : w <= Rmin (Rmin (1 / 4) (r / 2)) (Rmin (c eta / 2) (var eta / 2))) by apply Rmin_l.
  assert (W2 : w <= Rmin (mc eta / 2) (Rmin (c1 eta / 2) (/ (2 * q1 eta)))) by apply Rmin_r.
  pose proof (Rmin_l (Rmin (1 / 4) (r / 2)) (Rmin (c eta / 2) (var eta / 2)));
    pose proof (Rmin_r (Rmin (1 / 4) (r / 2)) (Rmin (c eta / 2) (var eta / 2))).
  pose proof (Rmin_l (1 / 4) (r / 2)); pose proof (Rmin_r (1 / 4) (r / 2)).
  pose proof (Rmin_l (c eta / 2) (var eta / 2)); pose proof (Rmin_r (c eta / 2) (var eta / 2)).
  pose proof (Rmin_l (mc eta / 2) (Rmin (c1 eta / 2) (/ (2 * q1 eta))));
    pose proof (Rmin_r (mc eta / 2) (Rmin (c1 eta / 2) (/ (2 * q1 eta)))).
  pose proof (Rmin_l (c1 eta / 2) (/ (2 * q1 eta))); pose proof (Rmin_r (c1 eta / 2) (/ (2 * q1 eta))).
  exists w, (r / 2); split; [lra|split; [lra|]]; intros e He.
  assert (He' : Rabs (e - eta) < r) by lra.
  apply Rabs_lt_between in He.
  assert (E01 : 0 < e < 1) by lra.
  split.
  - lra.
  - apply Pay; lra.
  - split; [apply Hq|apply Hq1]; exact E01.
  - apply Hc; exact E01.
  - split; [apply Pq; exact E01|]; specialize (N2 e ltac:(lra)); unfold var in N2 at 2; lra.
  - specialize (N3 e ltac:(lra)); unfold mc at 2, var in N3; lra.
  - specialize (N1 e ltac:(lra)); lra.
  - intros t Ht.
    assert (In : forall z, e - t <= z <= e -> 0 < z < 1 /\ Rabs (z - eta) < r).
    { intros z Z; split; [lra|]; apply Rabs_lt_between; lra. }
    assert (Pt : probability (q (e - t))) by (apply Pq, In; lra).
    split; [|split; [exact Pt|]].
    + destruct (MVT_gen c (e - t) e c1) as [z [Bz Ez]].
      * intros z; rewrite Rmin_left, Rmax_right by lra; intros Bz; apply Hc; apply (In z); lra.
      * intros z; rewrite Rmin_left, Rmax_right by lra; intros Bz; apply (continuity_of_derive _ _ (c1 z)), Hc; apply (In z); lra.
      * rewrite Rmin_left, Rmax_right in Bz by lra; destruct (In z Bz) as [_ Z].
        specialize (N4 z ltac:(lra)); rewrite Ez; replace (e - (e - t)) with t by ring.
        apply Rmult_le_compat_r; lra.
    + destruct (MVT_gen q (e - t) e q1) as [z [Bz Ez]].
      * intros z; rewrite Rmin_left, Rmax_right by lra; intros Bz; apply Hq; apply (In z); lra.
      * intros z; rewrite Rmin_left, Rmax_right by lra; intros Bz; apply (continuity_of_derive _ _ (q1 z)), Hq; apply (In z); lra.
      * rewrite Rmin_left, Rmax_right in Bz by lra; destruct (In z Bz) as [Z1 Z].
        specialize (N5 z ltac:(lra)); apply Rabs_lt_between in N5; rewrite Ez; replace (e - (e - t)) with t by ring.
        pose proof (Hq1 z Z1); rewrite Rabs_right by (apply Rle_ge, Rmult_le_pos; lra).
        rewrite Rmult_comm; apply Rmult_le_compat_l; [lra|].
        apply Rle_trans with (2 * q1 eta); [lra|]; rewrite <- (Rinv_inv (2 * q1 eta)); apply Rinv_le_contravar; lra.
Qed.

(** No contract beats the flat wage of a seen effort. *)
Lemma tier_payoff_le n e v : 0 <= e <= 1 -> admissible q c e U0 pay n v -> payoff q V h n e v <= full_payoff c V U0 h e.
Proof.
  intros He [Py [_ Pa]]; unfold payoff, full_payoff, participates in *.
  pose proof (Q01 e He) as Pe; set (a := expect (q e) n v) in *.
  assert (A : pay a) by (apply mean_is_pay; assumption).
  destruct (Hh a A) as [t Ht].
  pose proof (expect_le (q e) n (fun l => h a + t * (v l - a)) (fun l => h (v l)) Pe) as E.
  assert (X : forall l, length l = n -> h a + t * (v l - a) <= h (v l)).
  { intros l Hl; specialize (Ht (v l) (Py l Hl)).
    assert (0 <= m / 2 * ((v l - a) * (v l - a))) by (apply Rmult_le_pos; [lra|apply Rle_0_sqr]); lra. }
  specialize (E X); rewrite expect_plus, expect_scale, expect_minus, !expect_const in E; fold a in E.
  pose proof (Mono (U0 + c e) a (Pay e He) A ltac:(lra)); lra.
Qed.

Lemma tier_rate_vanishes a : 0 < a -> eventually (fun n => 0 < tier_rate n / INR n <= a).
Proof.
  intros Ha; apply eventually_impl with (2 := eventually_and _ _ (eventually_log_cube a Ha) eventually_log_log).
  intros n [Cube [N1 [L1 [l1 [lL LN]]]]]; set (N := INR n) in *; set (L := ln N) in *; set (l := ln L) in *.
  assert (Q : 1 <= L / l) by (apply Rmult_le_reg_r with l; [lra|]; replace (L / l * l) with L by (field; lra); lra).
  assert (T1 : 1 <= tier_rate n) by (unfold tier_rate; fold N L l; rewrite <- sqrt_1; apply sqrt_le_1_alt, Q).
  assert (Q2 : L / l <= L).
  { apply Rmult_le_reg_r with l; [lra|]; replace (L / l * l) with (L * 1) by (field; lra); apply Rmult_le_compat_l; lra. }
  assert (LL : L * 1 <= L * L) by (apply Rmult_le_compat_l; lra).
  assert (T2 : tier_rate n <= L).
  { unfold tier_rate; fold N L l; apply Rle_trans with (sqrt (L * L)); [apply sqrt_le_1_alt; lra|rewrite sqrt_square; lra]. }
  split; [apply Rdiv_lt_0_compat; lra|].
  apply Rmult_le_reg_r with N; [lra|]; replace (tier_rate n / N * N) with (tier_rate n) by (field; lra).
  assert (L3 : L <= L ^ 3).
  { replace (L ^ 3) with (L * (L * L)) by ring; apply Rle_trans with (L * 1); [lra|apply Rmult_le_compat_l; lra]. }
  assert (S : sqrt N <= N).
  { apply Rle_trans with (sqrt (N * N)); [|rewrite sqrt_square; lra].
    apply sqrt_le_1_alt; apply Rle_trans with (N * 1); [lra|apply Rmult_le_compat_l; lra]. }
  assert (a * sqrt N <= a * N) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** The order: from some n on the gap is between lo and hi times sqrt(log n/log log n)/n. *)
Theorem two_tier_gap_order : exists second lo hi, suprema tier_payoffs second /\ 0 < lo /\ 0 < hi /\
  eventually (fun n =>
  lo * (tier_rate n / INR n) <= full_payoff c V U0 h eta - second n <= hi * (tier_rate n / INR n)).
Proof.
  destruct steady_near as [w [r [Hw [r0 St]]]].
  destruct (two_tier_lower q q1 c c1 U0 pay h m w Hc0 Q01 Hi Hh Hm Mono Hw) as [lo [lo0 Low]].
  destruct (two_tier_upper umin top U0 pay h q c eta (q1 eta) (c1 eta) M s ltac:(lra) (Hq eta Heta) (Hq1 eta Heta)
    (Hc eta Heta) (Hc1 eta Heta) Hce Conv (Pq eta Heta) Q01 Hcpos Hi Pmin Ptop HU0 Htop HM Bent) as [hi [hi0 Up]].
  destruct (Separated r r0) as [g [g0 Far]].
  assert (Rc : reaches tier_payoffs (fun n => full_payoff c V U0 h eta - hi * (tier_rate n / INR n))
    (fun n => full_payoff c V U0 h eta - lo * (tier_rate n / INR n))).
  { apply eventually_impl with (2 := eventually_and _ _ (eventually_and _ _ Low Up)
      (tier_rate_vanishes (g / lo) ltac:(apply Rdiv_lt_0_compat; assumption))).
    intros n [[Lo [base [m0 [b0 [m1 [b1 [B0 [B1 [Ad Cost]]]]]]]]] [T0 Tg]]; set (t := tier_rate n / INR n) in *.
    assert (Lg : lo * t <= g).
    { apply Rmult_le_compat_l with (r := lo) in Tg; [|lra]; replace (lo * (g / lo)) with g in Tg by (field; lra); exact Tg. }
    split.
    - exists (payoff q V h n eta (two_tier_pay base m0 b0 m1 b1)); split; [|unfold payoff; unfold full_payoff in *; lra].
      exists eta, (two_tier_pay base m0 b0 m1 b1); split; [lra|split; [|split; [exact Ad|reflexivity]]].
      exists base, m0, b0, m1, b1; split; [exact B0|split; [exact B1|reflexivity]].
    - intros y [e [v [He [[base' [m0' [b0' [m1' [b1' [B0' [B1' ->]]]]]]] [Ad' ->]]]]].
      destruct (Rlt_or_le (Rabs (e - eta)) r) as [L|L].
      + specialize (Lo e base' m0' b0' m1' b1' (St e L) B0' B1' Ad').
        pose proof (Best e He) as Be; unfold payoff; unfold full_payoff in *; lra.
      + pose proof (tier_payoff_le n e _ He Ad'); specialize (Far e He L); lra. }
  destruct (suprema_exist _ (ex_intro _ _ (ex_intro _ _ Rc))) as [second [S B]].
  exists second, lo, hi; split; [exact S|split; [exact lo0|split; [exact hi0|]]].
  apply eventually_impl with (2 := B _ _ Rc); intros n; lra.
Qed.

(** One threshold leaves K_bin of sqrt(n log n) times its gap; two leave nothing. *)
Theorem two_tiers_beat_one : gap_tends tier_payoffs root_n_log_n (full_payoff c V U0 h eta) 0.
Proof.
  destruct two_tier_gap_order as [second [lo [hi [S [lo0 [hi0 Or]]]]]]; exists second; split; [exact S|]; clear S.
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  destruct (eventually_and _ _ Or (eventually_and _ _ (eventually_log_cube (eps / (2 * hi)) ltac:(apply Rdiv_lt_0_compat; lra))
    (eventually_and _ _ eventually_log_log (tier_rate_vanishes 1 ltac:(lra))))) as [N0 H].
  exists N0; intros n Hn; destruct (H n Hn) as [[Lo Hi'] [Cube [[N1 [L1 [l1 [lL LN]]]] [T0 _]]]].
  set (N := INR n) in *; set (L := ln N) in *; set (l := ln L) in *.
  set (rN := sqrt N) in *; assert (RN : rN * rN = N) by (apply sqrt_sqrt; lra).
  assert (rN1 : 1 <= rN) by (unfold rN; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  set (rL := sqrt L); assert (RL : rL * rL = L) by (apply sqrt_sqrt; lra).
  assert (rL1 : 1 <= rL) by (unfold rL; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (Dv : root_n_log_n n = rN * rL) by (unfold root_n_log_n, rN, rL; fold N L; rewrite sqrt_mult by lra; reflexivity).
  assert (Tr : tier_rate n <= rL).
  { unfold tier_rate, rL; fold N L l; apply sqrt_le_1_alt.
    apply Rmult_le_reg_r with l; [lra|]; replace (L / l * l) with (L * 1) by (field; lra); apply Rmult_le_compat_l; lra. }
  rewrite Rminus_0_r, Dv; set (x := full_payoff c V U0 h eta - second n) in *.
  assert (x0 : 0 <= x) by (apply Rle_trans with (2 := Lo), Rmult_le_pos; lra).
  rewrite Rabs_right by (apply Rle_ge, Rmult_le_pos; [apply Rmult_le_pos; lra|exact x0]).
  assert (X : x <= hi * (rL / N)).
  { apply Rle_trans with (1 := Hi'), Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact Tr]. }
  assert (L3 : L <= L ^ 3).
  { replace (L ^ 3) with (L * (L * L)) by ring; apply Rle_trans with (L * 1); [lra|apply Rmult_le_compat_l; [lra|]].
    rewrite <- (Rmult_1_r 1); apply Rmult_le_compat; lra. }
  apply Rle_lt_trans with (rN * rL * (hi * (rL / N))).
  { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|exact X]. }
  rewrite <- RN; replace (rN * rL * (hi * (rL / (rN * rN)))) with (hi * (rL * rL) / rN) by (field; lra); rewrite RL.
  apply Rmult_lt_reg_r with rN; [lra|]; replace (hi * L / rN * rN) with (hi * L) by (field; lra).
  apply Rle_lt_trans with (hi * (eps / (2 * hi) * rN)); [apply Rmult_le_compat_l; lra|].
  replace (hi * (eps / (2 * hi) * rN)) with (eps * rN / 2) by (field; lra).
  assert (0 < eps * rN) by (apply Rmult_lt_0_compat; lra); lra.
Qed.

(** Linear pay leaves K_lin of n times its gap; of two thresholds' there is no bound. *)
Theorem two_tiers_behind_linear : gap_tends tier_payoffs INR (full_payoff c V U0 h eta) p_infty.
Proof.
  destruct two_tier_gap_order as [second [lo [hi [S [lo0 [hi0 Or]]]]]]; exists second; split; [exact S|]; clear S.
  apply is_lim_seq_spec; intros B.
  set (A := Rmax (B / lo) 0 + 1); assert (A1 : 1 <= A) by (unfold A; pose proof (Rmax_r (B / lo) 0); lra).
  assert (AB : B < lo * A).
  { assert (B / lo < A) by (unfold A; pose proof (Rmax_l (B / lo) 0); lra).
    apply Rmult_lt_compat_l with (r := lo) in H; [|lra]; replace (lo * (B / lo)) with B in H by (field; lra); exact H. }
  destruct (eventually_and _ _ Or (eventually_and _ _ (eventually_ln (16 * A ^ 4)) eventually_log_log)) as [N0 H].
  exists N0; intros n Hn; destruct (H n Hn) as [[Lo _] [LA [N1 [L1 [l1 [lL LN]]]]]].
  set (N := INR n) in *; set (L := ln N) in *; set (l := ln L) in *.
  set (rL := sqrt L); assert (RL : rL * rL = L) by (apply sqrt_sqrt; lra).
  assert (rL1 : 1 <= rL) by (unfold rL; rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (l2 : l <= 2 * rL).
  { unfold l; rewrite <- RL, ln_mult by lra.
    pose proof (exp_ineq1_le (ln rL)) as E; rewrite exp_ln in E by lra; lra. }
  assert (rA : 4 * (A * A) <= rL).
  { apply Rsqr_incr_0_var; [unfold Rsqr; rewrite RL|lra].
    replace (4 * (A * A) * (4 * (A * A))) with (16 * A ^ 4) by ring; exact LA. }
  assert (T : A <= tier_rate n).
  { unfold tier_rate; fold N L l; apply Rle_trans with (sqrt (A * A)); [rewrite sqrt_square; lra|].
    apply sqrt_le_1_alt; apply Rmult_le_reg_r with l; [lra|]; replace (L / l * l) with L by (field; lra).
    assert (A2 : 0 <= A * A) by (apply Rmult_le_pos; lra).
    apply Rle_trans with (A * A * (2 * rL)); [apply Rmult_le_compat_l; assumption|].
    rewrite <- RL; rewrite <- Rmult_assoc; apply Rmult_le_compat_r; lra. }
  apply Rmult_le_compat_l with (r := N) in Lo; [|lra].
  replace (N * (lo * (tier_rate n / N))) with (lo * tier_rate n) in Lo by (field; lra).
  assert (lo * A <= lo * tier_rate n) by (apply Rmult_le_compat_l; lra); lra.
Qed.
End Gap.
