(** * T9 on the reference economy

    In words.  The economy of T7_Example.v.  No assumption is left: from some n on the gap of the best contract of two
    thresholds lies between two positive multiples of sqrt(log n / log log n)/n ([example_two_tiers]).  Beside
    [example_binary_gap], [example_gap] and [example_linear_gap]: what one bonus, two bonuses and linear pay lose in one
    economy.

    Source.  The project's reference economy.

    Assumed: nothing. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Eventually BestReply Curvature LogLog Suprema.
From FirstBest Require Import T7_Gap T7_Example T9_TwoTierGap.
Open Scope R_scope.

Notation two_tiers_of_example :=
  (payoffs agreement effort_cost value outside (fun x => 0 <= x) (fun x => x * x) two_tier_contract).
Notation first_best_of_example := (full_payoff effort_cost value outside (fun x => x * x) eta).

Lemma example_two_tiers_with :
  (exists second lo hi, suprema two_tiers_of_example second /\ 0 < lo /\ 0 < hi /\ eventually (fun n =>
    lo * (tier_rate n / INR n) <= first_best_of_example - second n <= hi * (tier_rate n / INR n))) /\
  gap_tends two_tiers_of_example root_n_log_n first_best_of_example 0 /\
  gap_tends two_tiers_of_example INR first_best_of_example p_infty.
Proof.
  assert (I : interval (fun x => 0 <= x)) by (intros x y z X Z B; lra).
  assert (Mono : forall x y, 0 <= x -> 0 <= y -> x <= y -> x * x <= y * y) by (intros x y X Y L; nra).
  assert (Top : outside + effort_cost eta < 2) by (unfold outside, effort_cost, eta; lra).
  assert (Pay : forall e, 0 <= e <= 1 -> 0 <= outside + effort_cost e)
    by (intros e He; pose proof (cost_nonneg e He); unfold outside; lra).
  assert (Bent : bent (fun x => 0 <= x <= 2) (fun x => x * x) 2 (outside + effort_cost eta) (2 * (outside + effort_cost eta))).
  { intros x _; set (u := outside + effort_cost eta); apply Req_le; field. }
  assert (C0 : effort_cost 0 = 0) by (unfold effort_cost; lra).
  assert (E : 0 < eta < 1) by (unfold eta; lra).
  assert (Q01 : forall e, 0 <= e <= 1 -> 0 <= agreement e <= 1) by (intros e He; unfold agreement; lra).
  assert (Pq : forall e, 0 < e < 1 -> probability (agreement e)) by (intros e He; unfold probability, agreement; lra).
  assert (Cp : forall e : R, 0 < e < 1 -> 0 < e * e) by (intros e He; nra).
  assert (Ce : 0 < effort_cost eta) by (unfold effort_cost, eta; lra).
  assert (K : continuity_pt (fun _ : R => 2 / 5) eta) by (apply continuity_pt_const; intros x y; reflexivity).
  assert (Kc : continuity_pt (fun e : R => e * e) eta).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => e * e)); auto_derive; trivial. }
  split; [|split].
  - apply (two_tier_gap_order 0 2 outside (fun x => 0 <= x) (fun x => x * x) agreement (fun _ => 2 / 5) effort_cost
      (fun e => e * e) value eta 2 2 (2 * (outside + effort_cost eta))); try assumption; try lra;
      (apply square_curved || apply best_seen || apply others_worse || apply cost_nonneg || apply cost_convex ||
       (intros; apply agreement_derive) || (intros; apply cost_derive) || (unfold outside; lra) || (intros; lra)).
  - apply (two_tiers_beat_one 0 2 outside (fun x => 0 <= x) (fun x => x * x) agreement (fun _ => 2 / 5) effort_cost
      (fun e => e * e) value eta 2 2 (2 * (outside + effort_cost eta))); try assumption; try lra;
      (apply square_curved || apply best_seen || apply others_worse || apply cost_nonneg || apply cost_convex ||
       (intros; apply agreement_derive) || (intros; apply cost_derive) || (unfold outside; lra) || (intros; lra)).
  - apply (two_tiers_behind_linear 0 2 outside (fun x => 0 <= x) (fun x => x * x) agreement (fun _ => 2 / 5) effort_cost
      (fun e => e * e) value eta 2 2 (2 * (outside + effort_cost eta))); try assumption; try lra;
      (apply square_curved || apply best_seen || apply others_worse || apply cost_nonneg || apply cost_convex ||
       (intros; apply agreement_derive) || (intros; apply cost_derive) || (unfold outside; lra) || (intros; lra)).
Qed.

Theorem example_two_tiers : exists second lo hi, suprema two_tiers_of_example second /\ 0 < lo /\ 0 < hi /\
  eventually (fun n =>
  lo * (tier_rate n / INR n) <= first_best_of_example - second n <= hi * (tier_rate n / INR n)).
Proof. exact (proj1 example_two_tiers_with). Qed.

Theorem example_beat_one : gap_tends two_tiers_of_example root_n_log_n first_best_of_example 0.
Proof. exact (proj1 (proj2 example_two_tiers_with)). Qed.

Theorem example_behind_linear : gap_tends two_tiers_of_example INR first_best_of_example p_infty.
Proof. exact (proj2 (proj2 example_two_tiers_with)). Qed.
