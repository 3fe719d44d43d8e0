(** * T7 on a concrete model

    In words.  Square-root utility, outside option 1, cost e^3/3, an expert who agrees with
    probability 1/2 + 2e/5 (kappa = 4/5), and a company that values effort at lambda e,
    lambda such that the first best is at 7/10.  No assumption is left:
    n Delta_n -> (49/100)^2 / I with I = (2/5)^2/(39/50 * 11/50) ([example_gap]).

    It also shows that the assumptions of [gap_limit] can be met together.

    Source.  The project's reference model with a larger outside option, so that the linear
    contract stays above a wage of 0 at every count.

    Assumed: nothing. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature BestReply.
From FirstBest Require Import T7_LimitInstances T7_Gap.
Open Scope R_scope.

Definition agreement (e : R) : R := 1 / 2 + 2 / 5 * e.
Definition effort_cost (e : R) : R := e * e * e / 3.
Definition eta : R := 7 / 10.
Definition marginal_value : R := 2 * (1 + effort_cost eta) * (eta * eta).
Definition value (e : R) : R := marginal_value * e.

(** The loss of an effort away from eta, exactly. *)
Lemma loss e : full_payoff effort_cost value 1 (fun x => x * x) eta -
  full_payoff effort_cost value 1 (fun x => x * x) e =
  (e - eta) * (e - eta) * (2 / 3 * (e + 2 * eta) +
    (e ^ 4 + 2 * eta * e ^ 3 + 3 * eta ^ 2 * e ^ 2 + 4 * eta ^ 3 * e + 5 * eta ^ 4) / 9).
Proof. unfold full_payoff, value, marginal_value, effort_cost; field. Qed.

Lemma loss_lower e : 0 <= e <= 1 -> full_payoff effort_cost value 1 (fun x => x * x) e <=
  full_payoff effort_cost value 1 (fun x => x * x) eta - 9 / 10 * ((e - eta) * (e - eta)).
Proof.
  intros He; pose proof (loss e) as L.
  assert (P : forall k, 0 <= e ^ k) by (intros; apply pow_le; lra).
  pose proof (P 4%nat) as P4; pose proof (P 3%nat) as P3; pose proof (P 2%nat) as P2.
  assert (B : 9 / 10 <= 2 / 3 * (e + 2 * eta) +
    (e ^ 4 + 2 * eta * e ^ 3 + 3 * eta ^ 2 * e ^ 2 + 4 * eta ^ 3 * e + 5 * eta ^ 4) / 9)
    by (unfold eta; lra).
  assert (S : 0 <= (e - eta) * (e - eta)) by apply Rle_0_sqr.
  pose proof (Rmult_le_compat_l _ _ _ S B); lra.
Qed.

Theorem example_gap : is_lim_seq
  (fun n => INR n * gap agreement effort_cost value eta 1 (fun x => 0 <= x) (fun x => x * x) n)
  ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)).
Proof.
  replace ((49 / 100) ^ 2 / information (39 / 50) (2 / 5)) with
    (2 * (eta * eta * (eta * eta)) / (2 * information (agreement eta) (2 / 5)))
    by (unfold information, agreement, eta; field).
  apply (gap_limit agreement (fun _ => 2 / 5) effort_cost (fun e => e * e) value eta 1 (fun x => 0 <= x)
    (fun x => x * x) (fun x => 2 * x) (fun _ => 2)); unfold agreement, effort_cost.
  - unfold eta; lra.
  - intros e _; auto_derive; [trivial|field].
  - intros; lra.
  - intros e He; unfold probability; lra.
  - intros e He; lra.
  - intros e _; auto_derive; [trivial|field].
  - intros e He; nra.
  - apply continuity_pt_const; intros x y; reflexivity.
  - apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => e * e));
    auto_derive; trivial.
  - (* c is convex, and agreement linear in effort *)
    intros e1 e2 x H1 Hx H2.
    assert (0 <= (x - e1) * (e2 - x) * (e2 - e1) * (e1 + e2 + x)).
    { repeat apply Rmult_le_pos; lra. }
    lra.
  - apply sqrt_wage.
  - intros x X; lra.
  - intros e He; assert (0 <= e * e * e) by (repeat apply Rmult_le_pos; lra); lra.
  - unfold eta; lra.
  - unfold eta; lra.
  - intros e He; pose proof (loss_lower e He) as L; unfold first_best.
    pose proof (Rle_0_sqr (e - eta)) as S; unfold Rsqr in S; unfold effort_cost in *; lra.
  - intros r Hr; exists (9 / 10 * (r * r)); split; [nra|]; intros e He F.
    pose proof (loss_lower e He) as L; unfold first_best; unfold effort_cost in *.
    assert (r * r <= (e - eta) * (e - eta)); [|lra].
    replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
      by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
    apply Rmult_le_compat; lra.
Qed.
