(** * T5 on the reference economy

    In words.  The economy of T7_Example.v.  No assumption is left: the gap of the best binary
    contract has sqrt(n log n) Delta_n -> 49/100 * 343/3000 / sqrt I, I = (2/5)^2/(39/50 * 11/50),
    which is 0.05801... ([example_binary_gap]); so has that of the best bonus on at least m agreements,
    m whole ([example_deterministic_gap]).  Beside [example_gap], the two rates in one economy.

    Source.  The project's reference economy.

    Assumed: nothing. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Eventually BestReply TwoPointPay Suprema.
From FirstBest Require Import T5_BinaryRate T5_Binomial T5_BinaryGap T7_Gap T7_Example.
Open Scope R_scope.

Lemma square_ratio e : 0 < effort_cost e ->
  ratio outside (fun x => x * x) (fun x => 2 * x) effort_cost e = effort_cost e.
Proof. intros P; unfold ratio, distance_ratio, bregman, utility; field; lra. Qed.

Lemma example_constant :
  binomial_constant outside (fun x => x * x) (fun x => 2 * x) agreement (fun _ => 2 / 5) effort_cost (fun e => e * e) eta =
  49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)).
Proof.
  assert (Ce : 0 < effort_cost eta) by (unfold effort_cost, eta; lra).
  unfold binomial_constant; rewrite square_ratio by exact Ce.
  replace (agreement eta) with (39 / 50) by (unfold agreement, eta; lra).
  replace (eta * eta) with (49 / 100) by (unfold eta; lra).
  replace (effort_cost eta) with (343 / 3000) by (unfold effort_cost, eta; lra); reflexivity.
Qed.

Lemma example_gaps :
  gap_tends (binary_payoffs 0 outside (fun x => x * x) agreement effort_cost value) root_n_log_n
    (full_payoff effort_cost value outside (fun x => x * x) eta)
    (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))) /\
  gap_tends (deterministic_payoffs 0 outside (fun x => x * x) agreement effort_cost value) root_n_log_n
    (full_payoff effort_cost value outside (fun x => x * x) eta)
    (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))).
Proof.
  rewrite <- example_constant; apply gap_limits.
  - unfold effort_cost; lra.
  - intros x y t _ _ Ht; assert (0 <= t * (1 - t) * ((x - y) * (x - y))).
    { apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rle_0_sqr]. }
    lra.
  - intros x y X Y; nra.
  - unfold outside; lra.
  - intros e He; unfold agreement; lra.
  - apply cost_nonneg.
  - apply cost_convex.
  - unfold eta; lra.
  - intros e He.
    assert (P : 0 < effort_cost e) by (unfold effort_cost; assert (0 < e * e * e) by (repeat apply Rmult_lt_0_compat; lra); lra).
    split; try assumption.
    + apply agreement_derive.
    + lra.
    + unfold probability, agreement; lra.
    + apply cost_derive.
    + nra.
    + auto_derive; [trivial|ring].
    + unfold utility, outside; lra.
    + rewrite square_ratio by exact P; exact P.
  - apply continuity_pt_const; intros x y; reflexivity.
  - apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => e * e));
    auto_derive; trivial.
  - apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun x : R => 2 * x));
    auto_derive; trivial.
  - apply best_seen.
  - apply others_worse.
Qed.

Theorem example_binary_gap : gap_tends (binary_payoffs 0 outside (fun x => x * x) agreement effort_cost value) root_n_log_n
    (full_payoff effort_cost value outside (fun x => x * x) eta)
  (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))).
Proof. exact (proj1 example_gaps). Qed.

Theorem example_deterministic_gap : gap_tends (deterministic_payoffs 0 outside (fun x => x * x) agreement effort_cost value) root_n_log_n
    (full_payoff effort_cost value outside (fun x => x * x) eta)
  (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))).
Proof. exact (proj2 example_gaps). Qed.
