(** * T5, T6 and T7 in economies with other utilities

    In words.  No assumption is left.  Constant absolute risk aversion 2 with an expert's labels ([cara_gap],
    [cara_linear_gap], [cara_binary_gap]), logarithmic utility with an expert's labels ([log_gap], [log_linear_gap],
    [log_binary_gap]): the gap of all contracts has n Delta_n -> K_lin, and so has that of linear wages
    max(0, alpha + beta S/n); that of bonuses has sqrt(n log n) Delta_n -> K_bin, also if they are paid from some whole
    number of agreements on ([cara_deterministic_gap], [log_deterministic_gap]).  Wages are at least 0, which binds in neither
    or both; the company values effort at lambda e, lambda such that the first best is at 3/5.

    Numbers of the committed economies cara.toml and log.toml, but for the value of effort and the exponent of log's cost.

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature BestReply TwoPointPay Eventually Nearby Suprema.
From FirstBest Require Import T5_BinaryRate T5_Binomial T5_BoundedUtility T7_LimitInstances T7_Gap T6_LinearWage.
Open Scope R_scope.

Section Family.
Variables (pay : R -> Prop) (umin top U0 kappa a eta m : R) (h h1 h2 : R -> R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Pmin : pay umin.
Hypothesis Low : forall x, pay x -> umin <= x.
Hypothesis Rise : forall x, pay x -> 0 < h1 x.
Hypothesis Ptop : pay top.
Hypothesis Hm : 0 < m.
Hypothesis Bend : forall x, pay x -> U0 <= x -> m <= h2 x.
Hypothesis Hmin : umin < U0.
Hypothesis Ha : 0 < a.
Hypothesis Htop : U0 + a < top.
Hypothesis Hk : 0 < kappa < 1.
Hypothesis Heta : 0 < eta < 1.

(** An expert's labels, a quadratic cost, a linear value whose first best is at eta. *)
Definition family_q (e : R) : R := 1 / 2 + kappa / 2 * e.
Definition family_c (e : R) : R := a * (e * e).
Definition family_c1 (e : R) : R := a * (2 * e).
Definition family_V (e : R) : R := h1 (U0 + family_c eta) * family_c1 eta * e.

Lemma family_q_derive e : is_derive family_q e (kappa / 2).
Proof. unfold family_q; auto_derive; [trivial|field]. Qed.
Lemma family_c_derive e : is_derive family_c e (family_c1 e).
Proof. unfold family_c, family_c1; auto_derive; [trivial|ring]. Qed.
Lemma family_cost e : 0 <= e <= 1 -> 0 <= family_c e <= a.
Proof. intros He; assert (0 <= e * e <= 1) by nra; unfold family_c; split; nra. Qed.
Lemma family_paid e : 0 <= e <= 1 -> pay (U0 + family_c e).
Proof.
  intros He; pose proof (family_cost e He); apply (wage_interval _ _ _ _ Sm umin _ top); [exact Pmin|exact Ptop|lra].
Qed.
Lemma family_range e : 0 <= e <= 1 -> 0 <= family_q e <= 1.
Proof. intros He; unfold family_q; split; nra. Qed.
Lemma family_random e : 0 < e < 1 -> probability (family_q e).
Proof. intros He; unfold family_q, probability; split; nra. Qed.
Lemma family_convex : convex_in_agreement family_q family_c.
Proof.
  intros e1 e2 x H1 Hx H2; unfold family_q, family_c.
  assert (0 <= (x - e1) * (e2 - x) * (e2 - e1) * (a * kappa)).
  { repeat apply Rmult_le_pos; lra. }
  nra.
Qed.

Notation seen e := (full_payoff family_c family_V U0 h e).

Lemma family_loss e : 0 <= e <= 1 ->
  seen e <= seen eta - h1 (U0 + family_c eta) * a * ((e - eta) * (e - eta)).
Proof.
  intros He; unfold full_payoff, family_V.
  pose proof (wage_tangent pay h h1 h2 Sm (U0 + family_c eta) (U0 + family_c e) (family_paid eta ltac:(lra))
    (family_paid e He)) as T.
  unfold family_c, family_c1 in *; nra.
Qed.

Lemma family_best e : 0 <= e <= 1 -> seen e <= seen eta.
Proof.
  intros He; pose proof (family_loss e He); pose proof (Rise _ (family_paid eta ltac:(lra))).
  assert (0 <= h1 (U0 + family_c eta) * a * ((e - eta) * (e - eta)))
    by (apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rle_0_sqr]); lra.
Qed.

Lemma family_separated r : 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> seen e <= seen eta - g.
Proof.
  intros Hr; pose proof (Rise _ (family_paid eta ltac:(lra))) as S.
  assert (S' : 0 < h1 (U0 + family_c eta) * a) by (apply Rmult_lt_0_compat; assumption).
  exists (h1 (U0 + family_c eta) * a * (r * r)); split; [apply Rmult_lt_0_compat; [exact S'|nra]|].
  intros e He F; pose proof (family_loss e He).
  assert (h1 (U0 + family_c eta) * a * (r * r) <= h1 (U0 + family_c eta) * a * ((e - eta) * (e - eta))); [|lra].
  apply Rmult_le_compat_l; [lra|].
  replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  apply Rmult_le_compat; lra.
Qed.

Lemma family_interior e : 0 < e < 1 ->
  interior U0 h h1 family_q (fun _ => kappa / 2) family_c family_c1 e.
Proof.
  intros He; pose proof (family_paid e ltac:(lra)) as P.
  assert (C : 0 < family_c e) by (unfold family_c; apply Rmult_lt_0_compat; [exact Ha|nra]).
  split; try assumption.
  - apply family_q_derive.
  - lra.
  - apply family_random, He.
  - apply family_c_derive.
  - unfold family_c1; apply Rmult_lt_0_compat; lra.
  - apply (wage_slope _ _ _ _ Sm), P.
  - apply Rise, P.
  - unfold ratio, distance_ratio, bregman, utility; apply Rdiv_lt_0_compat; [|exact C].
    replace (U0 + family_c e - family_c e) with U0 by ring.
    assert (P0 : pay U0) by (apply (wage_interval _ _ _ _ Sm umin U0 top); [exact Pmin|exact Ptop|lra]).
    pose proof (second_order_lower pay h h1 h2 (wage_interval _ _ _ _ Sm) (wage_slope _ _ _ _ Sm)
      (wage_curvature _ _ _ _ Sm) (U0 + family_c e) U0 m P P0) as T.
    assert (0 < m / 2 * ((U0 - (U0 + family_c e)) * (U0 - (U0 + family_c e)))).
    { replace (U0 - (U0 + family_c e)) with (- family_c e) by ring.
      assert (0 < family_c e * family_c e) by (apply Rmult_lt_0_compat; exact C); nra. }
    assert (h (U0 + family_c e) + h1 (U0 + family_c e) * (U0 - (U0 + family_c e)) +
      m / 2 * ((U0 - (U0 + family_c e)) * (U0 - (U0 + family_c e))) <= h U0); [|nra].
    apply T; intros y B; apply Bend; [apply (between_pay pay (wage_interval _ _ _ _ Sm) (U0 + family_c e) U0); assumption|].
    unfold between, Rmin, Rmax in B; destruct (Rle_dec (U0 + family_c e) U0); lra.
Qed.

Lemma constant_ok k x : continuity_pt (fun _ : R => k) x.
Proof. apply continuity_pt_const; intros y z; reflexivity. Qed.
Lemma family_c1_ok x : continuity_pt family_c1 x.
Proof.
  apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) family_c1); unfold family_c1.
  auto_derive; trivial.
Qed.

Theorem family_gap : gap_tends (payoffs family_q family_c family_V U0 pay h any_contract) INR
  (first_best family_c family_V eta U0 h)
  (h2 (U0 + family_c eta) * (family_c1 eta * family_c1 eta) / (2 * information (family_q eta) (kappa / 2))).
Proof.
  apply (gap_limit_liable family_q (fun _ => kappa / 2) family_c family_c1 family_V eta U0 pay h h1 h2)
    with (m := 8 * a / (kappa * kappa)) (lo := umin) (hi := top); try assumption.
  - intros e _; apply family_q_derive.
  - intros; lra.
  - intros e He; apply family_random, He.
  - intros e He; apply family_range, He.
  - intros e _; apply family_c_derive.
  - intros e He; unfold family_c1; apply Rmult_lt_0_compat; lra.
  - apply constant_ok.
  - apply family_c1_ok.
  - intros x X; left; apply Rise, X.
  - intros e He; apply family_paid, He.
  - apply family_best.
  - apply family_separated.
  - apply Rdiv_lt_0_compat; nra.
  - intros e He; unfold family_c, family_c1, family_q; right; field; lra.
  - intros e He; apply family_cost, He.
  - pose proof (family_cost eta ltac:(lra)); lra.
Qed.

(** Linear wages from a floor on whose utility is umin. *)
Theorem family_linear_gap u floor : (forall w, floor <= w -> pay (u w) /\ h (u w) = w) -> u floor = umin ->
  gap_tends (linear_payoffs family_q family_c family_V U0 u floor) INR (first_best family_c family_V eta U0 h)
    (h2 (U0 + family_c eta) * (family_c1 eta * family_c1 eta) / (2 * information (family_q eta) (kappa / 2))).
Proof.
  intros Buys Floor.
  apply (linear_wage_gap family_q (fun _ => kappa / 2) family_c family_c1 family_V
    (fun _ => h1 (U0 + family_c eta) * family_c1 eta) eta 0 0 U0 pay h h1 h2 u floor); try assumption.
  - intros e _; apply family_q_derive.
  - intros; lra.
  - apply @is_derive_const.
  - intros e _; exact (continuity_of_derive _ _ _ (family_q_derive e)).
  - intros e He; apply family_random, He.
  - intros e He; apply family_range, He.
  - intros e _; apply family_c_derive.
  - intros e He; unfold family_c1; apply Rmult_lt_0_compat; lra.
  - intros e _; exact (continuity_of_derive _ _ _ (family_c_derive e)).
  - apply family_c1_ok.
  - intros e He; apply family_cost, He.
  - apply family_convex.
  - intros e _; unfold family_V; auto_derive; [trivial|ring].
  - apply @is_derive_const.
  - intros x X; left; apply Rise, X.
  - intros e He; apply family_paid, He.
  - apply family_best.
  - apply family_separated.
  - lra.
Qed.

Theorem family_binary_gaps :
  gap_tends (bounded_payoffs pay umin U0 h family_q family_c family_V) root_n_log_n
    (full_payoff family_c family_V U0 h eta)
    (binomial_constant U0 h h1 family_q (fun _ => kappa / 2) family_c family_c1 eta) /\
  gap_tends (bounded_deterministic_payoffs pay umin U0 h family_q family_c family_V) root_n_log_n
    (full_payoff family_c family_V U0 h eta)
    (binomial_constant U0 h h1 family_q (fun _ => kappa / 2) family_c family_c1 eta).
Proof.
  apply (bounded_gap_limits pay umin top U0 h h1 h2); try assumption.
  - intros e He; pose proof (family_cost e He); lra.
  - unfold family_c; ring.
  - intros e He; apply family_range, He.
  - intros e He; apply family_cost, He.
  - apply family_convex.
  - apply family_interior.
  - apply constant_ok.
  - apply family_c1_ok.
  - apply family_best.
  - apply family_separated.
Qed.
End Family.

(** ** Constant absolute risk aversion: u(w) = (1 - exp(-2w))/2 *)

Definition cara_h (x : R) : R := - ln (1 - 2 * x) / 2.
Definition cara_h1 (x : R) : R := / (1 - 2 * x).
Definition cara_h2 (x : R) : R := 2 / ((1 - 2 * x) * (1 - 2 * x)).
Definition cara_pay (x : R) : Prop := 0 <= x /\ 2 * x < 1.

Lemma cara_smooth : smooth_wage cara_pay cara_h cara_h1 cara_h2.
Proof. exact (cara_wage 2 0 ltac:(lra)). Qed.
Lemma cara_rises x : cara_pay x -> 0 < cara_h1 x.
Proof. intros [A B]; apply Rinv_0_lt_compat; lra. Qed.
Lemma cara_bends x : cara_pay x -> 3 / 20 <= x -> 2 <= cara_h2 x.
Proof.
  intros [A B] _; unfold cara_h2; assert (0 < (1 - 2 * x) * (1 - 2 * x) <= 1) by (split; nra).
  apply Rmult_le_reg_r with ((1 - 2 * x) * (1 - 2 * x)); [lra|].
  replace (2 / ((1 - 2 * x) * (1 - 2 * x)) * ((1 - 2 * x) * (1 - 2 * x))) with 2 by (field; lra); lra.
Qed.
Lemma cara_0 : cara_pay 0. Proof. unfold cara_pay; lra. Qed.
Lemma cara_top : cara_pay (2 / 5). Proof. unfold cara_pay; lra. Qed.

Theorem cara_gap : gap_tends
  (payoffs (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_pay cara_h any_contract) INR
  (first_best (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 5) (3 / 20) cara_h)
  (cara_h2 (3 / 20 + family_c (3 / 20) (3 / 5)) * (family_c1 (3 / 20) (3 / 5) * family_c1 (3 / 20) (3 / 5)) /
    (2 * information (family_q (3 / 5) (3 / 5)) (3 / 5 / 2))).
Proof.
  apply (family_gap cara_pay 0 (2 / 5)) with (h2 := cara_h2);
    first [exact cara_smooth | exact cara_0 | exact cara_rises | exact cara_top | exact cara_bends |
      intros x X; apply X | lra].
Qed.

(** Its utility of a wage. *)
Definition cara_u (w : R) : R := (1 - exp (- (2 * w))) / 2.
Lemma cara_buys w : 0 <= w -> cara_pay (cara_u w) /\ cara_h (cara_u w) = w.
Proof.
  intros W; unfold cara_pay, cara_h, cara_u; pose proof (exp_pos (- (2 * w))) as P.
  assert (exp (- (2 * w)) <= 1).
  { rewrite <- exp_0; destruct W as [W|<-]; [left; apply exp_increasing; lra|right; f_equal; ring]. }
  split; [lra|]; replace (1 - 2 * ((1 - exp (- (2 * w))) / 2)) with (exp (- (2 * w))) by field.
  rewrite ln_exp; field.
Qed.
Lemma cara_u_0 : cara_u 0 = 0. Proof. unfold cara_u; rewrite Rmult_0_r, Ropp_0, exp_0; field. Qed.

Theorem cara_linear_gap : gap_tends
  (linear_payoffs (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_u 0) INR
  (first_best (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 5) (3 / 20) cara_h)
  (cara_h2 (3 / 20 + family_c (3 / 20) (3 / 5)) * (family_c1 (3 / 20) (3 / 5) * family_c1 (3 / 20) (3 / 5)) /
    (2 * information (family_q (3 / 5) (3 / 5)) (3 / 5 / 2))).
Proof.
  apply (family_linear_gap cara_pay 0 (2 / 5)) with (h2 := cara_h2);
    first [exact cara_smooth | exact cara_0 | exact cara_rises | exact cara_top | exact cara_buys |
      exact cara_u_0 | lra].
Qed.

Lemma cara_binary_gaps :
  gap_tends
    (bounded_payoffs cara_pay 0 (3 / 20) cara_h (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1))
    root_n_log_n (full_payoff (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_h (3 / 5))
    (binomial_constant (3 / 20) cara_h cara_h1 (family_q (3 / 5)) (fun _ => 3 / 5 / 2) (family_c (3 / 20))
      (family_c1 (3 / 20)) (3 / 5)) /\
  gap_tends
    (bounded_deterministic_payoffs cara_pay 0 (3 / 20) cara_h (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1))
    root_n_log_n (full_payoff (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_h (3 / 5))
    (binomial_constant (3 / 20) cara_h cara_h1 (family_q (3 / 5)) (fun _ => 3 / 5 / 2) (family_c (3 / 20))
      (family_c1 (3 / 20)) (3 / 5)).
Proof.
  apply (family_binary_gaps cara_pay 0 (2 / 5)) with (m := 2) (h2 := cara_h2);
    first [exact cara_smooth | exact cara_0 | exact cara_rises | exact cara_top | exact cara_bends |
      intros x X; apply X | lra].
Qed.

Theorem cara_binary_gap : gap_tends
  (bounded_payoffs cara_pay 0 (3 / 20) cara_h (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1))
  root_n_log_n (full_payoff (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_h (3 / 5))
  (binomial_constant (3 / 20) cara_h cara_h1 (family_q (3 / 5)) (fun _ => 3 / 5 / 2) (family_c (3 / 20))
    (family_c1 (3 / 20)) (3 / 5)).
Proof. exact (proj1 cara_binary_gaps). Qed.

Theorem cara_deterministic_gap : gap_tends
  (bounded_deterministic_payoffs cara_pay 0 (3 / 20) cara_h (family_q (3 / 5)) (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1))
  root_n_log_n (full_payoff (family_c (3 / 20)) (family_V (3 / 20) (3 / 20) (3 / 5) cara_h1) (3 / 20) cara_h (3 / 5))
  (binomial_constant (3 / 20) cara_h cara_h1 (family_q (3 / 5)) (fun _ => 3 / 5 / 2) (family_c (3 / 20))
    (family_c1 (3 / 20)) (3 / 5)).
Proof. exact (proj2 cara_binary_gaps). Qed.

(** ** Logarithm: u(w) = ln(1 + 2w) *)

Definition log_h (x : R) : R := 1 / 2 * (exp x - 1).
Definition log_h1 (x : R) : R := 1 / 2 * exp x.
Definition log_pay (x : R) : Prop := 0 <= x.

Lemma log_is_smooth : smooth_wage log_pay log_h log_h1 log_h1.
Proof. exact (log_smooth (1 / 2) 0 ltac:(lra)). Qed.
Lemma log_rises x : log_pay x -> 0 < log_h1 x.
Proof. intros _; unfold log_h1; pose proof (exp_pos x); lra. Qed.
Lemma log_bends x : log_pay x -> 2 / 5 <= x -> 1 / 2 <= log_h1 x.
Proof.
  intros _ X; unfold log_h1; assert (1 <= exp x); [|lra].
  rewrite <- exp_0; left; apply exp_increasing; lra.
Qed.
Lemma log_0 : log_pay 0. Proof. unfold log_pay; lra. Qed.
Lemma log_top : log_pay 1. Proof. unfold log_pay; lra. Qed.

Theorem log_gap : gap_tends
  (payoffs (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_pay log_h any_contract) INR
  (first_best (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (3 / 5) (2 / 5) log_h)
  (log_h1 (2 / 5 + family_c (1 / 5) (3 / 5)) * (family_c1 (1 / 5) (3 / 5) * family_c1 (1 / 5) (3 / 5)) /
    (2 * information (family_q (7 / 10) (3 / 5)) (7 / 10 / 2))).
Proof.
  apply (family_gap log_pay 0 1) with (h2 := log_h1);
    first [exact log_is_smooth | exact log_0 | exact log_rises | exact log_top | exact log_bends |
      intros x X; exact X | lra].
Qed.

Definition log_u (w : R) : R := ln (1 + 2 * w).
Lemma log_buys w : 0 <= w -> log_pay (log_u w) /\ log_h (log_u w) = w.
Proof.
  intros W; unfold log_pay, log_h, log_u; split; [|rewrite exp_ln by lra; field].
  rewrite <- ln_1; destruct W as [W|<-]; [left; apply ln_increasing; lra|right; f_equal; ring].
Qed.
Lemma log_u_0 : log_u 0 = 0. Proof. unfold log_u; rewrite Rmult_0_r, Rplus_0_r; apply ln_1. Qed.

Theorem log_linear_gap : gap_tends
  (linear_payoffs (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_u 0) INR
  (first_best (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (3 / 5) (2 / 5) log_h)
  (log_h1 (2 / 5 + family_c (1 / 5) (3 / 5)) * (family_c1 (1 / 5) (3 / 5) * family_c1 (1 / 5) (3 / 5)) /
    (2 * information (family_q (7 / 10) (3 / 5)) (7 / 10 / 2))).
Proof.
  apply (family_linear_gap log_pay 0 1) with (h2 := log_h1);
    first [exact log_is_smooth | exact log_0 | exact log_rises | exact log_top | exact log_buys | exact log_u_0 | lra].
Qed.

Lemma log_binary_gaps :
  gap_tends
    (bounded_payoffs log_pay 0 (2 / 5) log_h (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1))
    root_n_log_n (full_payoff (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_h (3 / 5))
    (binomial_constant (2 / 5) log_h log_h1 (family_q (7 / 10)) (fun _ => 7 / 10 / 2) (family_c (1 / 5))
      (family_c1 (1 / 5)) (3 / 5)) /\
  gap_tends
    (bounded_deterministic_payoffs log_pay 0 (2 / 5) log_h (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1))
    root_n_log_n (full_payoff (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_h (3 / 5))
    (binomial_constant (2 / 5) log_h log_h1 (family_q (7 / 10)) (fun _ => 7 / 10 / 2) (family_c (1 / 5))
      (family_c1 (1 / 5)) (3 / 5)).
Proof.
  apply (family_binary_gaps log_pay 0 1) with (m := 1 / 2) (h2 := log_h1);
    first [exact log_is_smooth | exact log_0 | exact log_rises | exact log_top | exact log_bends |
      intros x X; exact X | lra].
Qed.

Theorem log_binary_gap : gap_tends
  (bounded_payoffs log_pay 0 (2 / 5) log_h (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1))
  root_n_log_n (full_payoff (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_h (3 / 5))
  (binomial_constant (2 / 5) log_h log_h1 (family_q (7 / 10)) (fun _ => 7 / 10 / 2) (family_c (1 / 5))
    (family_c1 (1 / 5)) (3 / 5)).
Proof. exact (proj1 log_binary_gaps). Qed.

Theorem log_deterministic_gap : gap_tends
  (bounded_deterministic_payoffs log_pay 0 (2 / 5) log_h (family_q (7 / 10)) (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1))
  root_n_log_n (full_payoff (family_c (1 / 5)) (family_V (2 / 5) (1 / 5) (3 / 5) log_h1) (2 / 5) log_h (3 / 5))
  (binomial_constant (2 / 5) log_h log_h1 (family_q (7 / 10)) (fun _ => 7 / 10 / 2) (family_c (1 / 5))
    (family_c1 (1 / 5)) (3 / 5)).
Proof. exact (proj2 log_binary_gaps). Qed.
