(** * T5 and T7 for w^0.3 with self-consistency

    In words.  No assumption is left: utility w^(3/10), two looks at each item that agree with probability 1/2 + 3e^2/8, cost
    3e^4/20, outside option 3/5, a lower limit of 1/100 on utility, and a company that values effort at lambda e, lambda such
    that the first best is at 3/5.  The gap of all contracts has n Delta_n -> K_lin ([power_gap]), that of bonuses
    sqrt(n log n) Delta_n -> K_bin ([power_binary_gap]; at least m agreements, m whole: [power_deterministic_gap]).
    Curvature of the wage vanishes at utility 0, so the limit on pay, a wage of 2e-7, keeps it positive.

    Numbers of the committed economy power_self.toml, but for the value of effort and that limit.

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature BestReply TwoPointPay Eventually Nearby Suprema.
From FirstBest Require Import T5_BinaryRate T5_Binomial T5_BoundedUtility T7_LimitInstances T7_Gap.
Open Scope R_scope.

(** A smaller set of utilities that may be paid. *)
Lemma smooth_subset pay pay' h h1 h2 : smooth_wage pay h h1 h2 -> interval pay' -> (forall x, pay' x -> pay x) ->
  smooth_wage pay' h h1 h2.
Proof.
  intros [A B C D E F] I S; split.
  - exact I.
  - intros x X; apply B, S, X.
  - intros x X; apply C, S, X.
  - intros x X; apply D, S, X.
  - intros x X; apply E, S, X.
  - intros y; destruct (F y) as [b H]; exists b; intros x X; apply H, S, X.
Qed.

Definition power_h (x : R) : R := Rpower x (10 / 3).
Definition power_h1 (x : R) : R := 10 / 3 * Rpower x (10 / 3 - 1).
Definition power_h2 (x : R) : R := 10 / 3 * ((10 / 3 - 1) * Rpower x (10 / 3 - 2)).
Definition power_pay (x : R) : Prop := 1 / 100 <= x.

Lemma power_smooth : smooth_wage power_pay power_h power_h1 power_h2.
Proof.
  apply (smooth_subset (fun x => 0 < x)); [exact (power_wage (10 / 3) ltac:(lra))|exact (from_interval (1 / 100))|].
  unfold power_pay; intros; lra.
Qed.
Lemma power_low : power_pay (1 / 100). Proof. unfold power_pay; lra. Qed.
Lemma power_top : power_pay 1. Proof. unfold power_pay; lra. Qed.
Lemma power_rises x : power_pay x -> 0 < power_h1 x.
Proof. intros _; unfold power_h1, Rpower; pose proof (exp_pos ((10 / 3 - 1) * ln x)); lra. Qed.
Lemma power_bends x : power_pay x -> 3 / 5 <= x -> power_h2 (3 / 5) <= power_h2 x.
Proof.
  intros _ X; unfold power_h2.
  pose proof (Rle_Rpower_l (3 / 5) x (10 / 3 - 2) ltac:(lra) ltac:(lra)); lra.
Qed.
Lemma power_bend_positive : 0 < power_h2 (3 / 5).
Proof. unfold power_h2, Rpower; pose proof (exp_pos ((10 / 3 - 2) * ln (3 / 5))); lra. Qed.

Definition looks_q (e : R) : R := 1 / 2 + 3 / 8 * (e * e).
Definition looks_q1 (e : R) : R := 3 / 4 * e.
Definition looks_c (e : R) : R := 3 / 20 * (e * e * (e * e)).
Definition looks_c1 (e : R) : R := 3 / 5 * (e * e * e).
Definition looks_eta : R := 3 / 5.
Definition looks_U0 : R := 3 / 5.
Definition looks_V (e : R) : R := power_h1 (looks_U0 + looks_c looks_eta) * looks_c1 looks_eta * e.

Lemma looks_q_derive e : is_derive looks_q e (looks_q1 e).
Proof. unfold looks_q, looks_q1; auto_derive; [trivial|field]. Qed.
Lemma looks_c_derive e : is_derive looks_c e (looks_c1 e).
Proof. unfold looks_c, looks_c1; auto_derive; [trivial|field]. Qed.
Lemma looks_square e : 0 <= e <= 1 -> 0 <= e * e <= 1. Proof. intros He; nra. Qed.
Lemma looks_cost e : 0 <= e <= 1 -> 0 <= looks_c e <= 3 / 20.
Proof. intros He; pose proof (looks_square e He); unfold looks_c; assert (0 <= e * e * (e * e) <= 1) by nra; lra. Qed.
Lemma looks_cost_positive e : 0 < e < 1 -> 0 < looks_c e.
Proof. intros He; unfold looks_c; assert (0 < e * e) by nra; assert (0 < e * e * (e * e)) by nra; lra. Qed.
Lemma looks_paid e : 0 <= e <= 1 -> power_pay (looks_U0 + looks_c e).
Proof. intros He; pose proof (looks_cost e He); unfold power_pay, looks_U0; lra. Qed.
Lemma looks_range e : 0 <= e <= 1 -> 0 <= looks_q e <= 1.
Proof. intros He; pose proof (looks_square e He); unfold looks_q; lra. Qed.
Lemma looks_random e : 0 < e < 1 -> probability (looks_q e).
Proof. intros He; pose proof (looks_square e ltac:(lra)); unfold looks_q, probability; lra. Qed.

Lemma looks_convex : convex_in_agreement looks_q looks_c.
Proof.
  intros e1 e2 x H1 Hx H2; unfold looks_q, looks_c.
  set (y1 := e1 * e1); set (y := x * x); set (y2 := e2 * e2).
  assert (A : 0 <= y - y1) by (unfold y, y1; nra); assert (B : 0 <= y2 - y) by (unfold y, y2; nra).
  assert (0 <= (y - y1) * (y2 - y) * (y2 - y1)) by (repeat apply Rmult_le_pos; lra); lra.
Qed.

Notation seen e := (full_payoff looks_c looks_V looks_U0 power_h e).

Lemma looks_loss e : 0 <= e <= 1 ->
  seen e <= seen looks_eta - power_h1 (looks_U0 + looks_c looks_eta) * (81 / 500) * ((e - looks_eta) * (e - looks_eta)).
Proof.
  intros He; unfold full_payoff, looks_V.
  pose proof (wage_tangent power_pay power_h power_h1 power_h2 power_smooth (looks_U0 + looks_c looks_eta)
    (looks_U0 + looks_c e) (looks_paid looks_eta ltac:(unfold looks_eta; lra)) (looks_paid e He)) as T.
  pose proof (power_rises _ (looks_paid looks_eta ltac:(unfold looks_eta; lra))) as R0.
  set (s := power_h1 (looks_U0 + looks_c looks_eta)) in *.
  assert (C : looks_c looks_eta + looks_c1 looks_eta * (e - looks_eta) + 81 / 500 * ((e - looks_eta) * (e - looks_eta)) <= looks_c e).
  { assert (E : looks_c e - looks_c looks_eta - looks_c1 looks_eta * (e - looks_eta) =
      3 / 20 * ((e - looks_eta) * (e - looks_eta) * (e * e + 2 * looks_eta * e + 3 * (looks_eta * looks_eta))))
      by (unfold looks_c, looks_c1, looks_eta; field).
    assert (81 / 75 <= e * e + 2 * looks_eta * e + 3 * (looks_eta * looks_eta)) by (unfold looks_eta; nra).
    assert ((e - looks_eta) * (e - looks_eta) * (81 / 75) <=
      (e - looks_eta) * (e - looks_eta) * (e * e + 2 * looks_eta * e + 3 * (looks_eta * looks_eta)))
      by (apply Rmult_le_compat_l; [apply Rle_0_sqr|assumption]).
    lra. }
  apply Rmult_le_compat_l with (r := s) in C; [|lra]; lra.
Qed.

Lemma looks_best e : 0 <= e <= 1 -> seen e <= seen looks_eta.
Proof.
  intros He; pose proof (looks_loss e He); pose proof (power_rises _ (looks_paid looks_eta ltac:(unfold looks_eta; lra))).
  assert (0 <= power_h1 (looks_U0 + looks_c looks_eta) * (81 / 500) * ((e - looks_eta) * (e - looks_eta)))
    by (apply Rmult_le_pos; [lra|apply Rle_0_sqr]); lra.
Qed.

Lemma looks_separated r : 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - looks_eta) -> seen e <= seen looks_eta - g.
Proof.
  intros Hr; pose proof (power_rises _ (looks_paid looks_eta ltac:(unfold looks_eta; lra))) as S.
  exists (power_h1 (looks_U0 + looks_c looks_eta) * (81 / 500) * (r * r)); split; [apply Rmult_lt_0_compat; [lra|nra]|].
  intros e He F; pose proof (looks_loss e He).
  assert (power_h1 (looks_U0 + looks_c looks_eta) * (81 / 500) * (r * r) <=
    power_h1 (looks_U0 + looks_c looks_eta) * (81 / 500) * ((e - looks_eta) * (e - looks_eta))); [|lra].
  apply Rmult_le_compat_l; [lra|].
  replace ((e - looks_eta) * (e - looks_eta)) with (Rabs (e - looks_eta) * Rabs (e - looks_eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  apply Rmult_le_compat; lra.
Qed.

Lemma looks_interior e : 0 < e < 1 -> interior looks_U0 power_h power_h1 looks_q looks_q1 looks_c looks_c1 e.
Proof.
  intros He; pose proof (looks_paid e ltac:(lra)) as P; pose proof (looks_cost_positive e He) as C.
  split; try assumption.
  - apply looks_q_derive.
  - unfold looks_q1; lra.
  - apply looks_random, He.
  - apply looks_c_derive.
  - unfold looks_c1; assert (0 < e * e) by nra; assert (0 < e * e * e) by nra; lra.
  - apply (wage_slope _ _ _ _ power_smooth), P.
  - apply power_rises, P.
  - unfold ratio, distance_ratio, bregman, utility; apply Rdiv_lt_0_compat; [|exact C].
    replace (looks_U0 + looks_c e - looks_c e) with looks_U0 by ring.
    assert (P0 : power_pay looks_U0) by (unfold power_pay, looks_U0; lra).
    pose proof (second_order_lower power_pay power_h power_h1 power_h2 (wage_interval _ _ _ _ power_smooth)
      (wage_slope _ _ _ _ power_smooth) (wage_curvature _ _ _ _ power_smooth) (looks_U0 + looks_c e) looks_U0
      (power_h2 (3 / 5)) P P0) as T.
    pose proof power_bend_positive as B0; set (u := looks_U0 + looks_c e) in *.
    assert (Eu : looks_U0 - u = - looks_c e) by (unfold u; ring); rewrite Eu in T.
    assert (0 < power_h2 (3 / 5) / 2 * (- looks_c e * - looks_c e)) by (apply Rmult_lt_0_compat; [lra|nra]).
    assert (power_h u + power_h1 u * - looks_c e + power_h2 (3 / 5) / 2 * (- looks_c e * - looks_c e) <= power_h looks_U0); [|lra].
    apply T; intros y B; unfold between, Rmin, Rmax in B; unfold u, looks_U0 in B.
    apply power_bends; unfold power_pay; destruct (Rle_dec (3 / 5 + looks_c e) (3 / 5)); lra.
Qed.

Lemma polynomial_ok f x : ex_derive f x -> continuity_pt f x.
Proof. intros D; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)), D. Qed.

Theorem power_gap : gap_tends (payoffs looks_q looks_c looks_V looks_U0 power_pay power_h any_contract) INR
  (first_best looks_c looks_V looks_eta looks_U0 power_h)
  (power_h2 (looks_U0 + looks_c looks_eta) * (looks_c1 looks_eta * looks_c1 looks_eta) /
    (2 * information (looks_q looks_eta) (looks_q1 looks_eta))).
Proof.
  apply (gap_limit_liable looks_q looks_q1 looks_c looks_c1 looks_V looks_eta looks_U0 power_pay power_h power_h1 power_h2)
    with (m := 32 / 15) (lo := 1 / 100) (hi := 1).
  - unfold looks_eta; lra.
  - intros e _; apply looks_q_derive.
  - intros e He; unfold looks_q1; lra.
  - intros e He; apply looks_random, He.
  - intros e He; apply looks_range, He.
  - intros e _; apply looks_c_derive.
  - intros e He; unfold looks_c1; assert (0 < e * e) by nra; assert (0 < e * e * e) by nra; lra.
  - apply polynomial_ok; unfold looks_q1; auto_derive; trivial.
  - apply polynomial_ok; unfold looks_c1; auto_derive; trivial.
  - exact power_smooth.
  - intros x X; left; apply power_rises, X.
  - intros e He; apply looks_paid, He.
  - apply looks_best.
  - apply looks_separated.
  - lra.
  - intros e He; unfold looks_c, looks_c1, looks_q, looks_q1, looks_eta; right; field.
  - intros e He; apply looks_cost, He.
  - exact power_low.
  - unfold looks_U0; lra.
  - exact power_top.
  - pose proof (looks_cost looks_eta ltac:(unfold looks_eta; lra)); unfold looks_U0; lra.
Qed.

Lemma power_binary_gaps :
  gap_tends
    (bounded_payoffs power_pay (1 / 100) looks_U0 power_h looks_q looks_c looks_V)
    root_n_log_n (full_payoff looks_c looks_V looks_U0 power_h looks_eta)
    (binomial_constant looks_U0 power_h power_h1 looks_q looks_q1 looks_c looks_c1 looks_eta) /\
  gap_tends
    (bounded_deterministic_payoffs power_pay (1 / 100) looks_U0 power_h looks_q looks_c looks_V)
    root_n_log_n (full_payoff looks_c looks_V looks_U0 power_h looks_eta)
    (binomial_constant looks_U0 power_h power_h1 looks_q looks_q1 looks_c looks_c1 looks_eta).
Proof.
  apply (bounded_gap_limits power_pay (1 / 100) 1 looks_U0 power_h power_h1 power_h2).
  - exact power_smooth.
  - exact power_low.
  - exact power_rises.
  - exact power_top.
  - intros e He; pose proof (looks_cost e He); unfold looks_U0; lra.
  - unfold looks_c; ring.
  - unfold looks_U0; lra.
  - intros e He; apply looks_range, He.
  - intros e He; apply looks_cost, He.
  - apply looks_convex.
  - unfold looks_eta; lra.
  - apply looks_interior.
  - apply polynomial_ok; unfold looks_q1; auto_derive; trivial.
  - apply polynomial_ok; unfold looks_c1; auto_derive; trivial.
  - apply looks_best.
  - apply looks_separated.
Qed.

Theorem power_binary_gap : gap_tends
  (bounded_payoffs power_pay (1 / 100) looks_U0 power_h looks_q looks_c looks_V)
  root_n_log_n (full_payoff looks_c looks_V looks_U0 power_h looks_eta)
  (binomial_constant looks_U0 power_h power_h1 looks_q looks_q1 looks_c looks_c1 looks_eta).
Proof. exact (proj1 power_binary_gaps). Qed.

Theorem power_deterministic_gap : gap_tends
  (bounded_deterministic_payoffs power_pay (1 / 100) looks_U0 power_h looks_q looks_c looks_V)
  root_n_log_n (full_payoff looks_c looks_V looks_U0 power_h looks_eta)
  (binomial_constant looks_U0 power_h power_h1 looks_q looks_q1 looks_c looks_c1 looks_eta).
Proof. exact (proj2 power_binary_gaps). Qed.
