(** * T6 and T7 on the reference economy

    In words.  Square-root utility, no wage below 0, outside option 3/10, cost e^3/3, an expert
    who agrees with probability 1/2 + 2e/5 (kappa = 4/5), and a company that values effort at
    lambda e, lambda such that the first best is at 7/10.  No assumption is left: the gap of the
    best contract of all has n Delta_n -> (49/100)^2 / I, I = (2/5)^2/(39/50 * 11/50), which is
    0.2575... ([example_gap]), and so has that of linear wages max(0, alpha + beta S/n) ([example_linear_gap]).

    Limited liability binds here: pay linear in the share of agreements would fall below 0.
    It also shows that the assumptions of [gap_limit_liable] can be met together.

    Source.  The project's reference economy.

    Assumed: nothing. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature BestReply Nearby Suprema.
From FirstBest Require Import T7_LimitInstances T7_Gap T6_LinearWage.
Open Scope R_scope.

Definition outside : R := 3 / 10.
Definition agreement (e : R) : R := 1 / 2 + 2 / 5 * e.
Definition effort_cost (e : R) : R := e * e * e / 3.
Definition eta : R := 7 / 10.
Definition marginal_value : R := 2 * (outside + effort_cost eta) * (eta * eta).
Definition value (e : R) : R := marginal_value * e.

Notation seen e := (full_payoff effort_cost value outside (fun x => x * x) e).

(** The loss of an effort away from eta, exactly. *)
Lemma loss e : seen eta - seen e =
  (e - eta) * (e - eta) * (2 / 3 * outside * (e + 2 * eta) +
    (e ^ 4 + 2 * eta * e ^ 3 + 3 * eta ^ 2 * e ^ 2 + 4 * eta ^ 3 * e + 5 * eta ^ 4) / 9).
Proof. unfold full_payoff, value, marginal_value, effort_cost; field. Qed.

Lemma loss_lower e : 0 <= e <= 1 -> seen e <= seen eta - 2 / 5 * ((e - eta) * (e - eta)).
Proof.
  intros He; pose proof (loss e) as L.
  assert (P : forall k, 0 <= e ^ k) by (intros; apply pow_le; lra).
  pose proof (P 4%nat) as P4; pose proof (P 3%nat) as P3; pose proof (P 2%nat) as P2.
  assert (B : 2 / 5 <= 2 / 3 * outside * (e + 2 * eta) +
    (e ^ 4 + 2 * eta * e ^ 3 + 3 * eta ^ 2 * e ^ 2 + 4 * eta ^ 3 * e + 5 * eta ^ 4) / 9)
    by (unfold outside, eta; lra).
  assert (S : 0 <= (e - eta) * (e - eta)) by apply Rle_0_sqr.
  pose proof (Rmult_le_compat_l _ _ _ S B); lra.
Qed.

Lemma best_seen e : 0 <= e <= 1 -> seen e <= seen eta.
Proof.
  intros He; pose proof (loss_lower e He) as L; pose proof (Rle_0_sqr (e - eta)) as S; unfold Rsqr in S; lra.
Qed.

Lemma others_worse r : 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> seen e <= seen eta - g.
Proof.
  intros Hr; exists (2 / 5 * (r * r)); split; [nra|]; intros e He F; pose proof (loss_lower e He) as L.
  assert (r * r <= (e - eta) * (e - eta)); [|lra].
  replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  apply Rmult_le_compat; lra.
Qed.

Lemma agreement_derive e : is_derive agreement e (2 / 5).
Proof. unfold agreement; auto_derive; [trivial|field]. Qed.

Lemma cost_derive e : is_derive effort_cost e (e * e).
Proof. unfold effort_cost; auto_derive; [trivial|field]. Qed.

Lemma cost_nonneg e : 0 <= e <= 1 -> 0 <= effort_cost e.
Proof. intros He; unfold effort_cost; assert (0 <= e * e * e) by (repeat apply Rmult_le_pos; lra); lra. Qed.

(** Agreement is linear in effort, so the cost is convex in it, and strongly so from eta. *)
Lemma cost_convex : convex_in_agreement agreement effort_cost.
Proof.
  intros e1 e2 x H1 Hx H2; unfold agreement, effort_cost.
  assert (0 <= (x - e1) * (e2 - x) * (e2 - e1) * (e1 + e2 + x)) by (repeat apply Rmult_le_pos; lra).
  lra.
Qed.

Lemma cost_strong e : 0 <= e <= 1 -> effort_cost eta + eta * eta / (2 / 5) * (agreement e - agreement eta) +
  5 / 2 * ((agreement e - agreement eta) * (agreement e - agreement eta)) <= effort_cost e.
Proof.
  intros He; pose proof (Rle_0_sqr (e - eta)) as S; unfold Rsqr in S.
  assert (E : effort_cost e = effort_cost eta + eta * eta / (2 / 5) * (agreement e - agreement eta) +
    (e + 2 * eta) / 3 * ((e - eta) * (e - eta))) by (unfold effort_cost, agreement; field).
  replace (agreement e - agreement eta) with (2 / 5 * (e - eta)) in * by (unfold agreement; ring).
  rewrite E.
  assert (2 / 5 * ((e - eta) * (e - eta)) <= (e + 2 * eta) / 3 * ((e - eta) * (e - eta)))
    by (apply Rmult_le_compat_r; [exact S|unfold eta; lra]).
  lra.
Qed.

Theorem example_gap : gap_tends
  (payoffs agreement effort_cost value outside (fun x => 0 <= x) (fun x => x * x) any_contract)
  INR (first_best effort_cost value eta outside (fun x => x * x))
  ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)).
Proof.
  replace ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)) with
    (2 * (eta * eta * (eta * eta)) / (2 * information (agreement eta) (2 / 5)))
    by (unfold information, agreement, eta; field).
  assert (Ub : 0 <= outside + effort_cost eta < 2) by (unfold outside, effort_cost, eta; lra).
  apply (gap_limit_liable agreement (fun _ => 2 / 5) effort_cost (fun e => e * e) value eta outside
    (fun x => 0 <= x) (fun x => x * x) (fun x => 2 * x) (fun _ => 2)) with (m := 5) (lo := 0) (hi := 2).
  - unfold eta; lra.
  - intros e _; apply agreement_derive.
  - intros; lra.
  - intros e He; unfold probability, agreement; lra.
  - intros e He; unfold agreement; lra.
  - intros e _; apply cost_derive.
  - intros e He; nra.
  - apply continuity_pt_const; intros x y; reflexivity.
  - apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => e * e));
    auto_derive; trivial.
  - apply sqrt_wage.
  - intros x X; lra.
  - intros e He; pose proof (cost_nonneg e He); unfold outside; lra.
  - apply best_seen.
  - apply others_worse.
  - lra.
  - intros e He; apply cost_strong, He.
  - apply cost_nonneg.
  - lra.
  - unfold outside; lra.
  - lra.
  - lra.
Qed.

(** Wages linear in the share of agreements, but never below 0. *)
Theorem example_linear_gap : gap_tends (linear_payoffs agreement effort_cost value outside sqrt 0)
  INR (first_best effort_cost value eta outside (fun x => x * x))
  ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)).
Proof.
  replace ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)) with
    (2 * (eta * eta * (eta * eta)) / (2 * information (agreement eta) (2 / 5)))
    by (unfold information, agreement, eta; field).
  assert (K : forall k x : R, is_derive (fun _ : R => k) x 0) by (intros; apply @is_derive_const).
  apply (linear_wage_gap agreement (fun _ => 2 / 5) effort_cost (fun e => e * e) value (fun _ => marginal_value) eta 0 0
    outside (fun x => 0 <= x) (fun x => x * x) (fun x => 2 * x) (fun _ => 2)).
  - unfold eta; lra.
  - intros e _; apply agreement_derive.
  - intros; lra.
  - apply K.
  - intros e _; exact (continuity_of_derive _ _ _ (agreement_derive e)).
  - intros e He; unfold probability, agreement; lra.
  - intros e He; unfold agreement; lra.
  - intros e _; apply cost_derive.
  - intros e He; nra.
  - intros e _; exact (continuity_of_derive _ _ _ (cost_derive e)).
  - apply (continuity_of_derive (fun e => e * e) eta (2 * eta)); auto_derive; [trivial|ring].
  - apply cost_nonneg.
  - apply cost_convex.
  - intros e _; unfold value; auto_derive; [trivial|ring].
  - apply K.
  - apply sqrt_wage.
  - intros x X; lra.
  - intros e He; pose proof (cost_nonneg e He); unfold outside; lra.
  - apply best_seen.
  - apply others_worse.
  - intros w W; split; [apply sqrt_pos|apply sqrt_sqrt, W].
  - rewrite sqrt_0; unfold outside; lra.
Qed.
