(** * No theorem of the table is empty

    Each is applied here to a concrete economy with all of its hypotheses proved, so that they can be met together; and
    where it speaks of every contract of a kind, one such contract is given.  [use_x] is the use of theorem x.  The audit
    asks for one of each theorem of the table, or for its name in brackets where it is an instance itself:
    [T5_Example.example_binary_gap], [T5_Example.example_deterministic_gap], [T7_Example.example_gap] and
    [T7_Example.example_linear_gap], [T7_Families.cara_linear_gap] and [T7_Families.log_linear_gap],
    [T7_LimitInstances.sqrt_wage], the normal law's
    [Mills.mills_lower], [T9_NormalGroups.two_groups_at_most], [T9_NormalGroups.two_groups_at_zero],
    [T9_NormalGroups.bell_area], [T9_Example.example_two_tiers], [T5_Refined.example_refined],
    [T7_Families.cara_gap], [T7_Families.log_gap], [T7_Families.cara_binary_gap] and
    [T7_Families.log_binary_gap], [T7_PowerFamily.power_gap] and [T7_PowerFamily.power_binary_gap], three instances of
    [T5_BoundedUtility.bounded_gap_limit] among them, and [T7_Families.cara_deterministic_gap], [T7_Families.log_deterministic_gap] and
    [T7_PowerFamily.power_deterministic_gap], three of [T5_BoundedUtility.bounded_deterministic_gap_limit], which assume nothing;
    and the certificates of generated/, which speak of numbers.

    Two economies do for most.  The reference economy of T7_Example.v (square-root utility, outside option 3/10, cost
    e^3/3, agreement 1/2 + 2e/5, first best 7/10), where limited liability binds; and [plain]: the same but for the outside
    option 1 and the cost e^2/10, where it does not, so that the linear contract is one. *)

From Coq Require Import Reals List Lra Lia Psatz PeanoNat QArith.Qreals.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Mills Eventually Curvature BestReply TwoPointPay Nearby.
From FirstBest.Lib Require Import CountSuffices CountDeviation CountTails Grouping.
From FirstBest.Lib Require Gap Checker GapCertificate LowerEnd WagePolynomial PriceEnd.
From FirstBest Require Import T6_LinearRate T7_Limit T7_LimitInstances T7_Example.
From FirstBest Require T1_MonitoringSignals T2_EstimateVariance T2_SampleComplexity T3_DownstreamBlindness T3_AnyLaw.
From FirstBest Require T3_NormalLaw.
From FirstBest Require T4_Complementarity T4_BothGain T5_BinaryRate T5_Binomial T5_BinomialLimit T5_BinaryGap T5_Limit.
From FirstBest Require T6_LimitedLiability T6_LinearWage T7_GeneralRate T7_LogUtility T7_Gap T7_Families T8_DiscreteRate.
From FirstBest Require T8_ManyEfforts T8_Gap.
From FirstBest Require T8_AnyPay T8_AnyPayGap T8_LinearContracts C9_MonitoringBudget T9_TieredRate T9_Example T5_Refined
  T10_Assistant.
From FirstBest.Lib Require LineWage LineEnd.
From FirstBest.generated Require Lower_CARA Budget_A Line_CARA.
From FirstBest.generated Require Lower_A Upper_A Upper_CARA Bonus_A Bonus_CARA Gap_SquareRoot_10 Program_MinimumPay_20 Program_Unimplementable_5.
Import ListNotations.
Open Scope R_scope.

(** ** The two economies *)

Definition square (x : R) : R := x * x.
Definition twice (x : R) : R := 2 * x.
Definition paid (x : R) : Prop := 0 <= x.

Definition plain_cost (e : R) : R := e * e / 10.
Definition plain_value (e : R) : R := 2 * (1 + plain_cost eta) * (eta / 5) * e.
(** c'/q' there, and the linear contract for n signals. *)
Definition plain_slope : R := 7 / 50 / (2 / 5).
Definition plain_contract (n : nat) (s : list bool) : R :=
  1 + plain_cost eta + plain_slope * (INR (count s) / INR n - agreement eta).

Lemma eta_inside : 0 < eta < 1. Proof. unfold eta; lra. Qed.
Lemma agreement_at : probability (agreement eta). Proof. unfold probability, agreement, eta; lra. Qed.
Lemma agreement_range e : 0 <= e <= 1 -> 0 <= agreement e <= 1. Proof. unfold agreement; lra. Qed.
Lemma slope_not_0 : 2 / 5 <> 0. Proof. lra. Qed.
Lemma slope_positive : 0 < 2 / 5. Proof. lra. Qed.

Lemma plain_derive e : is_derive plain_cost e (e / 5).
Proof. unfold plain_cost; auto_derive; [trivial|field]. Qed.
Lemma plain_derive_at : is_derive plain_cost eta (7 / 50).
Proof. replace (7 / 50) with (eta / 5) by (unfold eta; field); apply plain_derive. Qed.
Lemma plain_nonneg e : 0 <= e <= 1 -> 0 <= plain_cost e.
Proof. unfold plain_cost; nra. Qed.

Lemma plain_convex : convex_in_agreement agreement plain_cost.
Proof.
  intros e1 e2 x H1 Hx H2; unfold agreement, plain_cost.
  assert (0 <= (x - e1) * (e2 - x) * (e2 - e1)) by (repeat apply Rmult_le_pos; lra); lra.
Qed.

Lemma paid_interval : interval paid. Proof. exact (from_interval 0). Qed.
Lemma square_monotone x y : paid x -> paid y -> x <= y -> square x <= square y.
Proof. unfold paid, square; nra. Qed.
Lemma square_curvature : curved paid square 2. Proof. exact (square_curved paid). Qed.

Lemma plain_paid n s : (0 < n)%nat -> length s = n -> paid (plain_contract n s).
Proof.
  intros N S; unfold paid, plain_contract, plain_slope, plain_cost, agreement, eta.
  assert (0 <= INR (count s) / INR n) by (apply Rdiv_le_0_compat; [apply pos_INR|apply lt_0_INR, N]); lra.
Qed.

Lemma plain_implements n : (0 < n)%nat -> implements agreement plain_cost n (plain_contract n) eta.
Proof.
  intros N; apply (linear_contract_implements agreement plain_cost eta (2 / 5) (7 / 50) slope_not_0 _ n N);
    [pose proof eta_inside; lra|lra|apply agreement_derive|apply plain_derive_at|apply plain_convex].
Qed.

Lemma plain_participates n : (0 < n)%nat -> participates agreement plain_cost 1 n (plain_contract n) eta.
Proof. intros N; exact (linear_contract_participates agreement plain_cost eta (2 / 5) (7 / 50) slope_not_0 1 n N). Qed.

(** ** T1 *)

Definition halves (_ : bool) : R := 1 / 2.
Lemma halves_total : E bool [true; false] halves (fun _ => 1) = 1. Proof. unfold E, halves; simpl; field. Qed.
Lemma halves_nonneg : forall s : bool, In s [true; false] -> 0 <= halves s. Proof. unfold halves; intros; lra. Qed.
Definition preference (b : bool) : R := if b then 9 / 10 else 1 / 5.
Definition expert (b : bool) : R := if b then 4 / 5 else 2 / 5.

Definition use_self_agreement := T1_MonitoringSignals.self_agreement bool _ halves halves_total preference.
Definition use_expert_agreement := T1_MonitoringSignals.expert_agreement bool _ halves halves_total preference expert.
Definition use_self_tells_more_iff :=
  T1_MonitoringSignals.self_tells_more_iff (1 / 2) (1 / 2) 1 ltac:(lra) ltac:(lra).
Definition use_full_effort := T1_MonitoringSignals.full_effort (1 / 2) (1 / 2) ltac:(lra) ltac:(lra).
Definition use_low_effort := T1_MonitoringSignals.low_effort (1 / 2) (1 / 2) ltac:(lra).
Definition use_identified := T1_MonitoringSignals.identified (1 / 2) (1 / 2) (1 / 8) (1 / 4)
  ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).

Lemma preference_matters : T1_MonitoringSignals.kappa_s bool [true; false] halves preference <> 0.
Proof. unfold T1_MonitoringSignals.kappa_s, E, halves, preference; simpl; lra. Qed.
Definition use_identified_by_agreement := T1_MonitoringSignals.identified_by_agreement bool _ halves preference (1 / 2)
  halves_total preference_matters ltac:(lra).

(** ** T2 *)

Lemma half_probability : probability (1 / 2). Proof. unfold probability; lra. Qed.
Lemma third_probability : probability (3 / 4). Proof. unfold probability; lra. Qed.

Definition use_sample_complexity :=
  T2_SampleComplexity.sample_complexity (1 / 2) (3 / 4) half_probability third_probability ltac:(lra) (1 / 2) ltac:(lra).
Definition use_chernoff_minimax :=
  T2_SampleComplexity.chernoff_minimax (1 / 2) (3 / 4) half_probability third_probability ltac:(lra) (1 / 2) half_probability.
Definition use_sample_complexity_list :=
  T2_SampleComplexity.sample_complexity_list (1 / 2) (3 / 4) half_probability third_probability ltac:(lra) (1 / 2)
    ltac:(lra).

(** The estimated effort of the expert scheme: the inverse of agreement, cut off at 0 and 1. *)
Definition estimated (x : R) : R := Rmin 1 (Rmax 0 ((x - 1 / 2) / (2 / 5))).

Lemma estimated_range x : 0 <= estimated x <= 1.
Proof.
  unfold estimated; split; [apply Rmin_glb; [lra|apply Rmax_l]|apply Rmin_l].
Qed.

Lemma estimated_inside x : 1 / 2 <= x <= 9 / 10 -> estimated x = (x - 1 / 2) / (2 / 5).
Proof. intros H; unfold estimated; rewrite Rmax_right by lra; apply Rmin_right; lra. Qed.

Lemma estimated_derive : is_derive estimated (39 / 50) (/ (2 / 5)).
Proof.
  apply is_derive_ext_loc with (fun x => (x - 1 / 2) / (2 / 5)).
  - exists (mkposreal (1 / 10) ltac:(lra)); intros y Hy; symmetry; apply estimated_inside.
    apply Rabs_lt_between in Hy; simpl in Hy; unfold minus, plus, opp in Hy; simpl in Hy; lra.
  - auto_derive; [trivial|field].
Qed.

Definition use_estimate_error := T2_EstimateVariance.estimate_error estimated (7 / 10) (39 / 50) (2 / 5)
  ltac:(unfold probability; lra) ltac:(lra) ltac:(lra) estimated_range
  ltac:(rewrite estimated_inside by lra; field) estimated_derive.

(** ** T3 *)

Definition law : list T3_DownstreamBlindness.atom :=
  [T3_DownstreamBlindness.Atom (1 / 2) 1 [1]; T3_DownstreamBlindness.Atom (1 / 2) 1 [- (1)]].

Lemma law_weights : List.Forall (fun z => 0 <= T3_DownstreamBlindness.weight z) law.
Proof. repeat constructor; simpl; lra. Qed.
Lemma law_symmetric : T3_DownstreamBlindness.symmetric law.
Proof.
  intros f; unfold law, T3_DownstreamBlindness.reflect; simpl; rewrite Ropp_involutive; ring.
Qed.
Lemma law_alive : Exists (fun z => 0 < T3_DownstreamBlindness.weight z /\ T3_DownstreamBlindness.along z <> 0) law.
Proof. left; simpl; lra. Qed.

Definition use_downstream_blindness :=
  T3_DownstreamBlindness.downstream_blindness law 1 law_weights law_symmetric law_alive ltac:(lra).
(** This is [T3_AnyLaw.blindness_any_law] with the expectation of [law]. *)
Definition use_finite_laws_included :=
  T3_AnyLaw.finite_laws_included law 1 law_weights law_symmetric law_alive ltac:(lra) (1 / 2) ltac:(lra).
(** So are these, with laws of infinite support: four independent normal numbers, and features that move with the first. *)
Definition use_blindness_normal_law := T3_NormalLaw.blindness_normal_law 3 1 ltac:(lra).
Definition use_blindness_normal_features :=
  T3_NormalLaw.blindness_normal_features [1 / 2; - (1 / 3)] 1 ltac:(lra) (1 / 2) ltac:(lra).

(** ** T4 *)

Definition coin (e : R) (b : bool) : R := if b then agreement e else 1 - agreement e.
Lemma coin_total e : E bool [true; false] (coin e) (fun _ => 1) = 1.
Proof. unfold E, coin; simpl; ring. Qed.
Definition blind (e : R) (b : bool) : R := 1 / 2.
Lemma plain_at_0 : plain_cost 0 = 0. Proof. unfold plain_cost; field. Qed.
Lemma plain_positive e : 0 < e -> 0 < plain_cost e. Proof. unfold plain_cost; nra. Qed.

Lemma flat_is_answered law0 : (forall e, 0 <= e <= 1 -> E bool [true; false] (law0 e) (fun _ => 1) = 1) ->
  T4_Complementarity.implements bool [true; false] law0 plain_cost (fun _ => 1) 0.
Proof.
  intros T; split; [lra|]; intros d Hd; unfold T4_Complementarity.annotator.
  rewrite !T, plain_at_0 by lra; pose proof (plain_nonneg d Hd); lra.
Qed.

Definition use_blind_implements_nothing := T4_Complementarity.blind_implements_nothing bool [true; false] blind
  plain_cost plain_at_0 plain_positive ltac:(reflexivity) (fun _ => 1) 0
  (flat_is_answered blind (fun _ _ => halves_total)).
Definition use_flat_implements_nothing := T4_Complementarity.flat_implements_nothing bool [true; false] blind
  (fun _ _ => halves_total) plain_cost plain_at_0 plain_positive 1 0 (flat_is_answered blind (fun _ _ => halves_total)).
Definition use_nothing_costs_the_flat_wage := T4_Complementarity.nothing_costs_the_flat_wage bool [true; false] blind
  (fun _ s _ => halves_nonneg s) (fun _ _ => halves_total) plain_cost plain_value square 1 plain_at_0 2 ltac:(lra)
  (fun _ => 1) ltac:(intros s _; unfold square; lra) ltac:(unfold T4_Complementarity.annotator; change (blind 0) with halves;
    rewrite halves_total, plain_at_0; lra).

Definition one_signal (b : bool) : R := plain_contract 1 [b].

Lemma one_signal_utility e : T4_Complementarity.annotator bool [true; false] coin plain_cost one_signal e =
  1 + plain_cost eta + 7 / 50 * (e - eta) - plain_cost e.
Proof.
  unfold T4_Complementarity.annotator, E, coin, one_signal, plain_contract, plain_slope, plain_cost, agreement, eta.
  simpl; field.
Qed.

Lemma one_signal_implements : T4_Complementarity.implements bool [true; false] coin plain_cost one_signal eta.
Proof.
  split; [unfold eta; lra|]; intros d Hd; rewrite !one_signal_utility; unfold plain_cost, eta.
  pose proof (Rle_0_sqr (d - 7 / 10)); unfold Rsqr in *; lra.
Qed.

Lemma square_continuous x : continuous square x.
Proof. apply (ex_derive_continuous (V := R_NormedModule)); unfold square; auto_derive; trivial. Qed.

Definition use_both_gain := T4_Complementarity.both_gain bool [true; false] coin (fun e _ => coin_total e) plain_cost (fun e => 2 * e)
  square 1 one_signal eta one_signal_implements ltac:(rewrite one_signal_utility; unfold plain_cost, eta; lra)
  ltac:(unfold T4_Complementarity.company, T4_Complementarity.pay, E, coin, one_signal, plain_contract, plain_slope,
    plain_cost, agreement, square, eta; simpl; lra)
  (fun s _ => square_continuous _).

Lemma vanishing : is_lim_seq (fun n => 1 - / INR n) 1.
Proof.
  replace (Finite 1) with (Rbar_minus 1 0) by (simpl; f_equal; ring).
  apply is_lim_seq_minus'; [apply is_lim_seq_const|].
  exact (is_lim_seq_inv INR p_infty is_lim_seq_INR ltac:(discriminate)).
Qed.
Definition use_eventually_above_flat := T4_Complementarity.eventually_above_flat _ 1 0 vanishing ltac:(lra).

Lemma plain_pay : paid (1 + plain_cost eta). Proof. unfold paid, plain_cost, eta; lra. Qed.
Lemma plain_low : paid (1 + plain_cost eta - 7 / 50 / (2 / 5) * agreement eta).
Proof. unfold paid, plain_cost, agreement, eta; lra. Qed.
Lemma plain_high : paid (1 + plain_cost eta + 7 / 50 / (2 / 5) * (1 - agreement eta)).
Proof. unfold paid, plain_cost, agreement, eta; lra. Qed.

Lemma W_continuous : forall eps, 0 < eps -> exists delta, 0 < delta /\
  forall y, paid y -> Rabs (y - (1 + plain_cost eta)) <= delta -> Rabs ((fun _ : R => 2) y - 2) <= eps.
Proof. exact (smooth_continuous paid square twice (fun _ => 2) (1 + plain_cost eta) sqrt_wage plain_pay). Qed.

Lemma plain_attains k : 2 < k -> attainable agreement plain_cost eta (2 / 5) (7 / 50) 1 paid square k.
Proof.
  intros K.
  exact (linear_attains agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside (agreement_derive eta) slope_positive
    agreement_at plain_derive_at ltac:(lra) paid square twice (fun _ => 2) (wage_interval _ _ _ _ sqrt_wage)
    (wage_slope _ _ _ _ sqrt_wage) (wage_curvature _ _ _ _ sqrt_wage)
    (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) plain_pay W_continuous plain_convex plain_low
    plain_high k K).
Qed.

Definition use_monitoring_and_contract_gain := T4_BothGain.monitoring_and_contract_gain agreement plain_cost
  (fun e => 2 * e) eta (2 / 5) (7 / 50) 1 paid square twice (fun _ => 2) eta_inside slope_positive agreement_at sqrt_wage
  plain_pay plain_attains ltac:(unfold square, plain_cost, eta; lra)
  ltac:(intros x X; exists 1; unfold paid in *; lra).

(** The reference economy, at its first best. *)
Lemma square_convex : convex_from 0 square.
Proof.
  intros x y t _ _ Ht; unfold square; assert (0 <= t * (1 - t) * ((x - y) * (x - y))).
  { apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rle_0_sqr]. }
  lra.
Qed.
Lemma square_rises : nondecreasing_from 0 square. Proof. intros x y X Y; unfold square; nra. Qed.
Lemma cost_at_0 : effort_cost 0 = 0. Proof. unfold effort_cost; lra. Qed.
Lemma cost_at : 0 < effort_cost eta. Proof. unfold effort_cost, eta; lra. Qed.
Lemma outside_above : 0 < outside. Proof. unfold outside; lra. Qed.
Lemma square_derive x : is_derive square x (twice x).
Proof. unfold square, twice; auto_derive; [trivial|ring]. Qed.

Lemma reference_interior :
  T5_Binomial.interior outside square twice agreement (fun _ => 2 / 5) effort_cost (fun e => e * e) eta.
Proof.
  split; try apply agreement_derive; try apply cost_derive; try apply square_derive; try apply cost_at;
    try apply agreement_at; unfold T5_Binomial.ratio, T5_BinaryRate.distance_ratio, bregman, T5_Binomial.utility,
    square, twice, outside, effort_cost, eta in *; lra.
Qed.

Definition use_monitoring_and_bonus_gain := T4_BothGain.monitoring_and_bonus_gain 0 outside square twice agreement
  (fun _ => 2 / 5) effort_cost (fun e => e * e) value eta outside_above agreement_range
  cost_nonneg cost_convex reference_interior
  ltac:(unfold value, marginal_value, square, outside, effort_cost, eta; lra) square_convex square_rises.

(** The economy of [T7_Families.cara_binary_gap], where utility stays below 1/2. *)
Lemma cara_worth :
  T7_Families.family_V (3 / 20) (3 / 20) (3 / 5) T7_Families.cara_h1 0 - T7_Families.cara_h (3 / 20) <
  T7_Families.family_V (3 / 20) (3 / 20) (3 / 5) T7_Families.cara_h1 (3 / 5) -
  T7_Families.cara_h (3 / 20 + T7_Families.family_c (3 / 20) (3 / 5)).
Proof.
  destruct (T7_Families.family_separated T7_Families.cara_pay 0 (2 / 5) (3 / 20) (3 / 20) (3 / 5) T7_Families.cara_h
    T7_Families.cara_h1 T7_Families.cara_h2 T7_Families.cara_smooth T7_Families.cara_0 T7_Families.cara_rises
    T7_Families.cara_top ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) (3 / 5) ltac:(lra)) as [g [G L]].
  specialize (L 0 ltac:(lra)); rewrite Rabs_left in L by lra; specialize (L ltac:(lra)).
  unfold full_payoff in L; unfold T7_Families.family_c in L at 1.
  replace (3 / 20 + 3 / 20 * (0 * 0)) with (3 / 20) in L by ring; lra.
Qed.

Definition use_monitoring_and_bonus_gain_bounded := T4_BothGain.monitoring_and_bonus_gain_bounded 0 (3 / 20)
  T7_Families.cara_h T7_Families.cara_h1 (T7_Families.family_q (3 / 5)) (fun _ => 3 / 5 / 2) (T7_Families.family_c (3 / 20))
  (T7_Families.family_c1 (3 / 20)) (T7_Families.family_V (3 / 20) (3 / 20) (3 / 5) T7_Families.cara_h1) (3 / 5)
  ltac:(lra) (T7_Families.family_range (3 / 5) (3 / 5) ltac:(lra) ltac:(lra))
  (fun a A => proj1 (T7_Families.family_cost (3 / 20) ltac:(lra) a A))
  (T7_Families.family_convex (3 / 5) (3 / 20) ltac:(lra) ltac:(lra))
  (T7_Families.family_interior T7_Families.cara_pay 0 (2 / 5) (3 / 20) (3 / 5) (3 / 20) 2 T7_Families.cara_h
    T7_Families.cara_h1 T7_Families.cara_h2 T7_Families.cara_smooth T7_Families.cara_0 T7_Families.cara_rises
    T7_Families.cara_top ltac:(lra) T7_Families.cara_bends ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) (3 / 5) ltac:(lra))
  cara_worth T7_Families.cara_pay T7_Families.cara_h2 (2 / 5) T7_Families.cara_smooth T7_Families.cara_0
  T7_Families.cara_rises T7_Families.cara_top ltac:(unfold T7_Families.family_c; lra)
  ltac:(unfold T7_Families.family_c; ring).

(** ** T5 *)

(** A threshold on a Gaussian statistic, in the economy [plain] with its limit on pay at 0. *)
Definition steep : R := 1000.
Definition bonus : R := 1049 / 1000.
Definition z_bonus : R := sqrt (2 * ln (bonus * steep / (eta / 5 * G))).

Lemma G_below : G <= 8.
Proof.
  unfold G; assert (half <= 4); [|lra].
  apply (proj2 half_lub); intros a [t ->]; apply area_le.
Qed.

Lemma bonus_large : exp 1 < bonus * steep / (eta / 5 * G).
Proof.
  pose proof G_below as G8; pose proof G_pos as G0; pose proof exp_le_3 as E.
  assert (3 < bonus * steep / (eta / 5 * G)); [|lra].
  apply Rmult_lt_reg_r with (eta / 5 * G); [unfold eta; lra|].
  replace (bonus * steep / (eta / 5 * G) * (eta / 5 * G)) with (bonus * steep) by (unfold eta; field; lra).
  unfold bonus, steep, eta; lra.
Qed.

Lemma z_bonus_above : 1 < z_bonus.
Proof.
  unfold z_bonus; rewrite <- sqrt_1 at 1; apply sqrt_lt_1; [lra| |]; pose proof bonus_large as L.
  - assert (0 < ln (bonus * steep / (eta / 5 * G))); [|lra].
    rewrite <- ln_1; apply ln_increasing; [lra|]; pose proof exp_ineq1 1 ltac:(cbv beta; lra); lra.
  - assert (1 < ln (bonus * steep / (eta / 5 * G))); [|lra].
    rewrite <- (ln_exp 1) at 1; apply ln_increasing; [apply exp_pos|exact L].
Qed.

Lemma plain_slope_rises x y : 0 <= x -> x <= y -> y <= 1 -> x / 5 <= y / 5. Proof. lra. Qed.

Lemma tail_range (k t a : R) : 0 <= tail (k * (a - t)) <= 1.
Proof. split; [apply tail_nonneg|apply tail_le_1]. Qed.

Lemma plain_utility : 1 + plain_cost eta = 1049 / 1000. Proof. unfold plain_cost, eta; lra. Qed.
Lemma plain_cost_at : plain_cost eta = 49 / 1000. Proof. unfold plain_cost, eta; lra. Qed.

Lemma plain_bonus : exists t base b, T5_BinaryRate.implements 0 1 plain_cost (fun a => tail (steep * (a - t))) base b eta.
Proof.
  pose proof z_bonus_above as Z.
  assert (B : bonus <= 1 + plain_cost eta - 0) by (rewrite plain_cost_at; unfold bonus; lra).
  destruct (T5_BinaryRate.gaussian_binary_upper 0 1 square plain_cost square_convex (fun e => e / 5)
    (fun a _ => plain_derive a) plain_slope_rises plain_nonneg steep bonus eta (twice (1 + plain_cost eta))
    ltac:(cbv beta; unfold steep; lra) ltac:(cbv beta; unfold eta; lra) ltac:(cbv beta; unfold eta; lra) (square_derive _)
    ltac:(cbv beta; pose proof G_below; unfold bonus, steep, eta; lra) B
    ltac:(cbv beta; fold z_bonus; rewrite plain_cost_at; unfold bonus, eta, steep;
      assert (7 / 10 / 5 / (1000 * z_bonus) <= 1 / 4); [|lra];
      apply Rmult_le_reg_r with (1000 * z_bonus); [lra|];
      replace (7 / 10 / 5 / (1000 * z_bonus) * (1000 * z_bonus)) with (7 / 50) by (field; lra); lra)) as [I _].
  eexists; eexists; eexists; exact I.
Qed.

Theorem use_deviation_binds : exists t base b,
  plain_cost eta <= (1 - tail (steep * (eta - t))) * b /\
  T5_BinaryRate.implements 0 1 plain_cost (fun a => tail (steep * (a - t))) base b eta.
Proof.
  destruct plain_bonus as [t [base [b I]]]; exists t, base, b; split; [|exact I].
  apply (T5_BinaryRate.deviation_binds 0 1 plain_cost plain_at_0 (fun a => tail (steep * (a - t))) base b eta
    (tail_range steep t) ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) I).
Qed.

Theorem use_binary_premium_lower : exists t base b s,
  square (1 + plain_cost eta) + tail (steep * (eta - t)) * ((1 - tail (steep * (eta - t))) * b) *
    T5_BinaryRate.distance_ratio 1 square plain_cost s eta <=
  T5_BinaryRate.wage square (fun a => tail (steep * (a - t))) base b eta.
Proof.
  destruct plain_bonus as [t [base [b I]]]; exists t, base, b, (twice (1 + plain_cost eta)).
  apply (T5_BinaryRate.binary_premium_lower 0 1 square plain_cost plain_at_0 square_convex square_rises ltac:(cbv beta; lra)
    (fun a => tail (steep * (a - t))) base b eta (twice (1 + plain_cost eta)) (tail_range steep t)
    ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) (square_derive _) I).
Qed.

Definition use_premium_identity := premium_identity square 1 2 (1 / 10) 1.
Definition use_bregman_ratio_increasing := bregman_ratio_increasing 0 square 1 2 square_convex ltac:(cbv beta; lra)
  (1 / 4) (1 / 2) ltac:(cbv beta; lra) ltac:(cbv beta; lra).

Definition use_binomial_lower := T5_Binomial.binomial_lower 0 outside square twice agreement (fun _ => 2 / 5) effort_cost
  (fun e => e * e) cost_at_0 square_convex square_rises outside_above agreement_range eta (1 / 2) reference_interior
  ltac:(cbv beta; lra).
Definition use_binomial_lower_list := T5_Binomial.binomial_lower_list 0 outside square twice agreement (fun _ => 2 / 5)
  effort_cost (fun e => e * e) cost_at_0 square_convex square_rises outside_above agreement_range eta (1 / 2)
  reference_interior ltac:(cbv beta; lra).
(** The contracts that the two above speak of. *)
Definition use_deterministic_upper := T5_BinomialLimit.deterministic_upper 0 outside square twice agreement (fun _ => 2 / 5)
  effort_cost (fun e => e * e) square_convex outside_above agreement_range cost_nonneg cost_convex eta reference_interior
  (1 / 4) ltac:(cbv beta; lra).
Definition use_binomial_limit := T5_BinomialLimit.binomial_limit 0 outside square twice agreement (fun _ => 2 / 5)
  effort_cost (fun e => e * e) cost_at_0 square_convex square_rises outside_above agreement_range cost_nonneg cost_convex
  eta reference_interior.
Definition use_deterministic_limit := T5_BinomialLimit.deterministic_limit 0 outside square twice agreement (fun _ => 2 / 5)
  effort_cost (fun e => e * e) cost_at_0 square_convex square_rises outside_above agreement_range cost_nonneg cost_convex
  eta reference_interior.
(** [T5_BinaryGap.binary_gap_limit] and [T5_BinaryGap.deterministic_gap_limit] for the reference economy are
    [T5_Example.example_binary_gap] and [T5_Example.example_deterministic_gap]. *)

(** And [T5_Refined.deterministic_gap_refined] is [T5_Refined.example_refined]. *)
Definition use_binary_gap_refined := T5_Refined.example_binary_refined.
Definition use_refined_slack_solves := T5_Refined.refined_slack_solves (343 / 3000) (49 / 100) (information (39 / 50) (2 / 5))
  ltac:(lra) ltac:(lra) T5_Refined.example_information.

Lemma plain_ratio : T5_BinaryRate.distance_ratio 1 square plain_cost (twice (1 + plain_cost eta)) eta = 49 / 1000.
Proof. unfold T5_BinaryRate.distance_ratio, bregman, square, twice, plain_cost, eta; field. Qed.

Theorem use_gaussian_binary_lower : exists t base b,
  let s := twice (1 + plain_cost eta) in
  let ratio := T5_BinaryRate.distance_ratio 1 square plain_cost s eta in
  let Z := sqrt (2 * ln (4 * (1 + plain_cost eta - 0) * steep / (eta / 5 * G))) in
  square (1 + plain_cost eta) +
  Rmin (Rmin (s * (1 + plain_cost eta - 0)) (plain_cost eta * ratio / 2)) (eta / 5 * ratio / 2 * (Z / (1 + Z * Z)) / steep)
  <= T5_BinaryRate.wage square (fun a => tail (steep * (a - t))) base b eta.
Proof.
  destruct plain_bonus as [t [base [b I]]]; exists t, base, b.
  apply (T5_BinaryRate.gaussian_binary_lower 0 1 square plain_cost plain_at_0 square_convex square_rises ltac:(cbv beta; lra)
    (fun e => e / 5) (fun a _ => plain_derive a) steep t base b eta (twice (1 + plain_cost eta)) ltac:(cbv beta; unfold steep; lra)
    eta_inside ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) (square_derive _) I).
Qed.

(** [T5_BinaryRate.gaussian_binary_upper] is used in [plain_bonus]. *)
Definition use_gaussian_binary_rate := T5_BinaryRate.gaussian_binary_rate 0 1 square plain_cost plain_at_0 square_convex
  square_rises ltac:(cbv beta; lra) (fun e => e / 5) (fun a _ => plain_derive a) plain_slope_rises plain_nonneg 1 eta
  (twice (1 + plain_cost eta)) ltac:(cbv beta; lra) eta_inside ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) ltac:(cbv beta; lra)
  (square_derive _) ltac:(cbv beta; unfold twice; rewrite plain_utility; lra) ltac:(cbv beta; rewrite plain_ratio; lra).
Definition use_binary_lower_sharp := T5_Limit.binary_lower_sharp 0 1 square plain_cost (fun e => e / 5) 1 eta
  (twice (1 + plain_cost eta)) plain_at_0 square_convex square_rises ltac:(cbv beta; lra) (fun a _ => plain_derive a) ltac:(cbv beta; lra)
  eta_inside ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) (square_derive _)
  ltac:(cbv beta; unfold twice; rewrite plain_utility; lra) ltac:(cbv beta; rewrite plain_ratio; lra) (1 / 2) ltac:(cbv beta; lra).
Definition use_binary_upper_sharp := T5_Limit.binary_upper_sharp 0 1 square plain_cost (fun e => e / 5) 1 eta
  (twice (1 + plain_cost eta)) square_convex ltac:(cbv beta; lra) (fun a _ => plain_derive a) plain_slope_rises plain_nonneg
  ltac:(cbv beta; lra) eta_inside ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra) (square_derive _)
  ltac:(cbv beta; rewrite plain_ratio; lra) 1 ltac:(cbv beta; lra).
Definition use_binary_limit := T5_Limit.binary_limit 0 1 square plain_cost (fun e => e / 5) 1 eta
  (twice (1 + plain_cost eta)) plain_at_0 square_convex square_rises ltac:(cbv beta; lra) (fun a _ => plain_derive a)
  plain_slope_rises plain_nonneg ltac:(cbv beta; lra) eta_inside ltac:(cbv beta; rewrite plain_cost_at; lra) ltac:(cbv beta; unfold eta; lra)
  (square_derive _) ltac:(cbv beta; unfold twice; rewrite plain_utility; lra) ltac:(cbv beta; rewrite plain_ratio; lra).

(** ** T6 *)

(** A score on two signals. *)
Definition sign (b : bool) : R := if b then 1 else -1.
Lemma sign_mean : E bool [true; false] halves sign = 0. Proof. unfold E, halves, sign; simpl; field. Qed.
Lemma sign_square : E bool [true; false] halves (fun s => sign s * sign s) = 1.
Proof. unfold E, halves, sign; simpl; field. Qed.

Definition use_linear_participation := linear_participation bool _ halves halves_total sign 1 1 (1 / 2) sign_mean.
Definition use_linear_incentive :=
  linear_incentive bool _ halves sign 1 1 (1 / 2) sign_mean sign_square ltac:(cbv beta; lra).
Definition use_linear_upper_bound := linear_upper_bound bool _ halves halves_nonneg halves_total square sign 1 2 2 1
  (1 / 2) sign_mean sign_square ltac:(cbv beta; lra) ltac:(cbv beta; intros s _; unfold square; simpl; lra).

Definition plain_economy : Gap.economy := Gap.Economy 1 1 (1 / 2) (2 / 5) (1 / 10) 1.
Definition line (k : nat) : R := 1049 / 1000 + 7 / 20 * (INR k - 39 / 50).
Definition use_concave_pay_implements := Gap.concave_pay_implements plain_economy eta line
  ltac:(cbv beta; simpl; lra) ltac:(cbv beta; simpl; lra) ltac:(cbv beta; simpl; lra) ltac:(cbv beta; simpl; lra) eta_inside
  ltac:(cbv beta; intros k; unfold line; pose proof (pos_INR k); lra) ltac:(cbv beta; intros k K; simpl in K; lia)
  ltac:(cbv beta; unfold line, Gap.right_signal, Gap.effort_cost, eta; simpl; lra)
  ltac:(cbv beta; unfold Gap.mean_slope, line, Gap.steps, Gap.right_signal, eta; simpl; lra).

Definition use_linear_contract_participates :=
  linear_contract_participates agreement plain_cost eta (2 / 5) (7 / 50) slope_not_0 1 100 ltac:(cbv beta; lia).
Definition use_linear_contract_implements := plain_implements 100 ltac:(cbv beta; lia).
(** [concave_contract_implements] with a line. *)
Definition use_concave_contract_implements := concave_contract_implements agreement plain_cost eta (2 / 5) (7 / 50)
  line 0 ltac:(cbv beta; unfold eta; lra) slope_positive (agreement_derive eta) plain_derive_at plain_convex agreement_range
  ltac:(cbv beta; intros k _; unfold line; rewrite !S_INR; lra) ltac:(cbv beta; unfold line; simpl; lra).
Definition use_model_upper_bound := model_upper_bound agreement eta (2 / 5) (7 / 50) slope_not_0 agreement_at square
  (1 + plain_cost eta) (twice (1 + plain_cost eta)) 2 100 ltac:(cbv beta; lia)
  ltac:(cbv beta; intros x _; unfold square, twice; right; field).

Lemma A_continuous : forall eps, 0 < eps -> exists delta, 0 < delta /\
  forall y, paid y -> Rabs (y - (outside + effort_cost eta)) <= delta -> Rabs ((fun _ : R => 2) y - 2) <= eps.
Proof.
  exact (smooth_continuous paid square twice (fun _ => 2) (outside + effort_cost eta) sqrt_wage
    ltac:(cbv beta; unfold paid, outside, effort_cost, eta; lra)).
Qed.

Lemma paid_0 : paid 0. Proof. unfold paid; lra. Qed.
Lemma paid_2 : paid 2. Proof. unfold paid; lra. Qed.
Lemma reference_room : outside + effort_cost eta < 2. Proof. unfold outside, effort_cost, eta; lra. Qed.
Lemma marginal_positive : 0 < eta * eta. Proof. unfold eta; lra. Qed.
Lemma five : 0 < 5. Proof. lra. Qed.

Definition use_liable_upper := T6_LimitedLiability.liable_upper agreement effort_cost eta (2 / 5) (eta * eta) outside
  eta_inside slope_positive agreement_at agreement_range marginal_positive cost_nonneg 5 five cost_strong paid square
  twice (fun _ => 2) (wage_interval _ _ _ _ sqrt_wage) (wage_slope _ _ _ _ sqrt_wage)
  (wage_curvature _ _ _ _ sqrt_wage) (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) A_continuous 0 2
  paid_0 paid_2 outside_above reference_room 3 ltac:(cbv beta; lra).
Definition use_premium_limit_liable := T6_LimitedLiability.premium_limit_liable agreement effort_cost eta (2 / 5)
  (eta * eta) outside eta_inside (agreement_derive eta) slope_positive agreement_at agreement_range marginal_positive
  cost_nonneg 5 five cost_strong paid square twice (fun _ => 2) (wage_interval _ _ _ _ sqrt_wage)
  (wage_slope _ _ _ _ sqrt_wage) (wage_curvature _ _ _ _ sqrt_wage)
  (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) A_continuous 0 2 paid_0 paid_2 outside_above
  reference_room (cost_derive eta) (wage_outgrows _ _ _ _ sqrt_wage)
  ltac:(cbv beta; unfold twice, outside, effort_cost, eta; lra) ltac:(cbv beta; lra).

(** ** T7 *)

Definition use_info_bound := T7_GeneralRate.info_bound bool _ halves halves_nonneg sign sign 0 1 1 sign_mean sign_mean
  sign_square ltac:(cbv beta; lra) sign_square.
Definition use_monitoring_lower_bound := T7_GeneralRate.monitoring_lower_bound bool _ halves halves_nonneg halves_total
  square sign sign 0 0 2 1 1 ltac:(cbv beta; lra) ltac:(cbv beta; intros s _; unfold square; lra) sign_mean sign_mean
  sign_square ltac:(cbv beta; lra) sign_square.
Definition use_fenchel_lower := T7_GeneralRate.fenchel_lower bool _ halves halves_nonneg square (fun y => y * y / 4) sign
  sign 0 1 1 1 ltac:(cbv beta; intros [] _; unfold square; simpl; lra) sign_mean sign_square.
Definition use_prices_bound_pay := Gap.prices_bound_pay plain_economy eta 2 0 (fun _ => 1) _
  ltac:(cbv beta; unfold Gap.right_signal, eta; simpl; lra) eta_inside ltac:(cbv beta; simpl; lra)
  ltac:(cbv beta; lra) ltac:(cbv beta; intros k _; simpl; lra) use_concave_pay_implements.
(** The six certified economies have numbers for assumptions. *)
Definition use_score_square := score_square (1 / 2) (2 / 5) half_probability 100.
Definition use_score_identity := score_identity agreement eta (2 / 5) 100 (agreement_derive eta) agreement_at
  (plain_contract 100).
Definition use_model_info_bound := T7_GeneralRate.model_info_bound agreement plain_cost eta (2 / 5) (7 / 50) eta_inside
  (agreement_derive eta) slope_not_0 agreement_at plain_derive_at 100 (plain_contract 100) ltac:(cbv beta; lia)
  (plain_implements 100 ltac:(lia)).
Definition use_model_lower_bound := T7_GeneralRate.model_lower_bound agreement plain_cost eta (2 / 5) (7 / 50) eta_inside
  (agreement_derive eta) slope_not_0 agreement_at plain_derive_at paid square 2 1 100 (plain_contract 100)
  ltac:(cbv beta; lia) ltac:(cbv beta; lra) paid_interval square_curvature square_monotone plain_pay
  (fun s => plain_paid 100 s ltac:(lia)) (plain_implements 100 ltac:(lia)) (plain_participates 100 ltac:(lia)).

Lemma square_convex_on : convex_on paid square.
Proof.
  intros x y t _ _ Ht; unfold square; assert (0 <= t * (1 - t) * ((x - y) * (x - y))).
  { apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rle_0_sqr]. }
  lra.
Qed.
Definition use_count_suffices := count_suffices paid square paid_interval square_convex_on 100 (plain_contract 100)
  (fun s => plain_paid 100 s ltac:(lia)).
Definition use_count_implements := count_implements paid square paid_interval square_convex_on agreement plain_cost 1 100
  (plain_contract 100) eta (agreement_range eta ltac:(unfold eta; lra)) (fun s => plain_paid 100 s ltac:(lia))
  (plain_implements 100 ltac:(lia)) (plain_participates 100 ltac:(lia)).
Definition use_count_test := count_test 100 (fun _ => 1 / 2) ltac:(cbv beta; intros; lra).
Definition use_log_linear_optimal := T7_LogUtility.log_linear_optimal agreement plain_cost eta (2 / 5) (7 / 50) 1 1
  eta_inside (agreement_derive eta) slope_positive agreement_at plain_derive_at ltac:(cbv beta; lra) agreement_range
  plain_convex ltac:(cbv beta; lra) 100 ltac:(cbv beta; lia).

Lemma plain_marginal : 0 <= 7 / 50. Proof. lra. Qed.
Lemma plain_twice : 0 <= twice (1 + plain_cost eta). Proof. unfold twice; rewrite plain_utility; lra. Qed.
Definition use_premium_lower := premium_lower agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside
  (agreement_derive eta) slope_positive agreement_at plain_derive_at plain_marginal paid square twice (fun _ => 2)
  (wage_interval _ _ _ _ sqrt_wage) (wage_slope _ _ _ _ sqrt_wage) (wage_curvature _ _ _ _ sqrt_wage)
  (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) (wage_outgrows _ _ _ _ sqrt_wage) plain_pay plain_twice
  W_continuous 1 ltac:(cbv beta; lra).
(** The contract that the one above speaks of. *)
Definition use_premium_upper := premium_upper agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside
  (agreement_derive eta) slope_positive agreement_at plain_derive_at plain_marginal paid square twice (fun _ => 2)
  (wage_interval _ _ _ _ sqrt_wage) (wage_slope _ _ _ _ sqrt_wage) (wage_curvature _ _ _ _ sqrt_wage)
  (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) plain_pay W_continuous plain_convex plain_low plain_high 3
  ltac:(cbv beta; lra).
Definition use_premium_limit := premium_limit agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside
  (agreement_derive eta) slope_positive agreement_at plain_derive_at plain_marginal paid square twice (fun _ => 2)
  (wage_interval _ _ _ _ sqrt_wage) (wage_slope _ _ _ _ sqrt_wage) (wage_curvature _ _ _ _ sqrt_wage)
  (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ sqrt_wage x X)) (wage_outgrows _ _ _ _ sqrt_wage) plain_pay plain_twice
  W_continuous plain_convex plain_low plain_high ltac:(cbv beta; lra).
Definition use_premium_limit_smooth := premium_limit_smooth agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside
  (agreement_derive eta) slope_positive agreement_at plain_derive_at plain_marginal plain_convex paid square twice
  (fun _ => 2) sqrt_wage plain_low plain_high plain_twice.
(** [sqrt_wage] assumes nothing. *)
Definition use_power_wage := power_wage 3 ltac:(cbv beta; lra).
Definition use_log_smooth := log_smooth 1 0 ltac:(cbv beta; lra).
Definition use_cara_wage := cara_wage 1 0 ltac:(cbv beta; lra).
Definition use_sqrt_limit := sqrt_limit agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside (agreement_derive eta)
  slope_positive agreement_at plain_derive_at plain_marginal plain_convex plain_low.
Definition use_log_limit := log_limit agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside (agreement_derive eta)
  slope_positive agreement_at plain_derive_at plain_marginal plain_convex 1 0 ltac:(cbv beta; lra) plain_low.
Definition use_sqrt_cost := sqrt_cost agreement plain_cost eta (2 / 5) (7 / 50) 1 eta_inside (agreement_derive eta)
  slope_positive agreement_at plain_derive_at plain_marginal plain_convex 100 ltac:(cbv beta; lia) plain_low.

(** The first best of [plain] is at 7/10. *)
Lemma plain_loss e : full_payoff plain_cost plain_value 1 square eta - full_payoff plain_cost plain_value 1 square e =
  (e - eta) * (e - eta) * (1 / 5 + (e * e + 2 * eta * e + 3 * (eta * eta)) / 100).
Proof. unfold full_payoff, plain_value, plain_cost, square, eta; field. Qed.

Lemma plain_worse e : 0 <= e <= 1 -> full_payoff plain_cost plain_value 1 square e <=
  full_payoff plain_cost plain_value 1 square eta - 1 / 5 * ((e - eta) * (e - eta)).
Proof.
  intros He; pose proof (plain_loss e) as L.
  assert (B : 1 / 5 <= 1 / 5 + (e * e + 2 * eta * e + 3 * (eta * eta)) / 100) by (unfold eta; nra).
  pose proof (Rmult_le_compat_l _ _ _ (Rle_0_sqr (e - eta)) B) as M; unfold Rsqr in M; lra.
Qed.

Lemma plain_best e : 0 <= e <= 1 -> full_payoff plain_cost plain_value 1 square e <=
  full_payoff plain_cost plain_value 1 square eta.
Proof. intros He; pose proof (plain_worse e He); pose proof (Rle_0_sqr (e - eta)); unfold Rsqr in *; lra. Qed.

Lemma plain_separated r : 0 < r -> exists g, 0 < g /\ forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) ->
  full_payoff plain_cost plain_value 1 square e <= full_payoff plain_cost plain_value 1 square eta - g.
Proof.
  intros Hr; exists (1 / 5 * (r * r)); split; [nra|]; intros e He F; pose proof (plain_worse e He) as L.
  assert (r * r <= (e - eta) * (e - eta)); [|lra].
  replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  apply Rmult_le_compat; lra.
Qed.

Lemma constant_continuous k x : continuity_pt (fun _ => k) x.
Proof. apply continuity_pt_const; intros y z; reflexivity. Qed.
Lemma fifth_continuous x : continuity_pt (fun e => e / 5) x.
Proof.
  apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => e / 5)); auto_derive; trivial.
Qed.
Lemma plain_paid_at e : 0 <= e <= 1 -> paid (1 + plain_cost e).
Proof. intros He; pose proof (plain_nonneg e He); unfold paid; lra. Qed.
Lemma agreement_random e : 0 < e < 1 -> probability (agreement e). Proof. unfold probability, agreement; lra. Qed.

Definition use_gap_limit := T7_Gap.gap_limit agreement (fun _ => 2 / 5) plain_cost (fun e => e / 5) plain_value eta 1 paid
  square twice (fun _ => 2) eta_inside (fun e _ => agreement_derive e) (fun _ _ => slope_positive) agreement_random
  agreement_range (fun e _ => plain_derive e) ltac:(cbv beta; intros; lra) (constant_continuous _ _) (fifth_continuous _)
  sqrt_wage ltac:(cbv beta; intros x X; unfold twice, paid in *; lra) plain_paid_at plain_best plain_separated plain_convex
  ltac:(cbv beta; unfold paid, plain_cost, agreement, eta; lra) ltac:(cbv beta; unfold paid, plain_cost, agreement, eta; lra).
(** [T7_Gap.gap_limit_liable] for the reference economy is [T7_Example.example_gap]. *)

(** Linear wages: the reference economy for the class itself; for all contracts, a cost that is convex, not strongly (linear in
    the agreement, so that cost_strong fails), where wages linear in the count would fall below 0 as well. *)
Lemma sqrt_buys w : 0 <= w -> paid (sqrt w) /\ square (sqrt w) = w.
Proof. intros W; split; [apply sqrt_pos|apply sqrt_sqrt, W]. Qed.
Lemma sqrt_floor : sqrt 0 < outside. Proof. rewrite sqrt_0; unfold outside; lra. Qed.
Lemma constant_derive (k x : R) : is_derive (fun _ : R => k) x 0. Proof. apply @is_derive_const. Qed.
Lemma value_derive e : is_derive value e marginal_value.
Proof. unfold value; auto_derive; [trivial|ring]. Qed.
Lemma agreement_continuous e : continuity_pt agreement e.
Proof. exact (continuity_of_derive _ _ _ (agreement_derive e)). Qed.
Lemma reference_paid e : 0 <= e <= 1 -> paid (outside + effort_cost e).
Proof. intros He; pose proof (cost_nonneg e He); unfold paid, outside; lra. Qed.

(** [T6_LinearWage.linear_wage_gap] for the reference economy is [T7_Example.example_linear_gap]. *)
Definition use_linear_wage_attains := T6_LinearWage.linear_wage_attains agreement (fun _ => 2 / 5) effort_cost (fun e => e * e)
  value (fun _ => marginal_value) eta 0 0 outside paid square twice (fun _ => 2) sqrt 0 eta_inside
  (fun e _ => agreement_derive e) (fun _ _ => slope_positive) (constant_derive _ _) (fun e _ => agreement_continuous e)
  agreement_random agreement_range (fun e _ => cost_derive e) ltac:(cbv beta; intros; nra)
  (fun e _ => continuity_of_derive _ _ _ (cost_derive e)) cost_nonneg cost_convex
  (fun e _ => value_derive e) (constant_derive _ _) sqrt_wage ltac:(cbv beta; intros x X; unfold twice, paid in *; lra)
  reference_paid best_seen sqrt_buys sqrt_floor (1 / 100)
  ltac:(cbv beta; lra).

Definition steady_cost (e : R) : R := e / 10.
Definition steady_slope : R := 2 * (outside + steady_cost eta) / 10.
Definition steady_value (e : R) : R := steady_slope * e.
Lemma steady_cost_derive e : is_derive steady_cost e (1 / 10).
Proof. unfold steady_cost; auto_derive; [trivial|field]. Qed.
Lemma steady_value_derive e : is_derive steady_value e steady_slope.
Proof. unfold steady_value; auto_derive; [trivial|ring]. Qed.
Lemma steady_nonneg e : 0 <= e <= 1 -> 0 <= steady_cost e. Proof. unfold steady_cost; lra. Qed.
Lemma steady_convex : convex_in_agreement agreement steady_cost.
Proof. intros e1 e2 x H1 Hx H2; unfold agreement, steady_cost; apply Req_le; field. Qed.
Lemma steady_paid e : 0 <= e <= 1 -> paid (outside + steady_cost e).
Proof. unfold paid, outside, steady_cost; lra. Qed.
Lemma steady_loss e : full_payoff steady_cost steady_value outside square e =
  full_payoff steady_cost steady_value outside square eta - (e - eta) * (e - eta) / 100.
Proof. unfold full_payoff, steady_value, steady_slope, steady_cost, square, outside, eta; field. Qed.
Lemma steady_best e : 0 <= e <= 1 -> full_payoff steady_cost steady_value outside square e <=
  full_payoff steady_cost steady_value outside square eta.
Proof. intros _; rewrite steady_loss; pose proof (Rle_0_sqr (e - eta)) as S; unfold Rsqr in S; lra. Qed.
Lemma steady_separated r : 0 < r -> exists g, 0 < g /\ forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) ->
  full_payoff steady_cost steady_value outside square e <=
  full_payoff steady_cost steady_value outside square eta - g.
Proof.
  intros Hr; exists (r * r / 100); split; [nra|]; intros e _ F; rewrite steady_loss.
  assert (r * r <= (e - eta) * (e - eta)); [|lra].
  replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  apply Rmult_le_compat; lra.
Qed.

Definition use_wage_floor_gap := T6_LinearWage.wage_floor_gap agreement (fun _ => 2 / 5) steady_cost (fun _ => 1 / 10)
  steady_value (fun _ => steady_slope) eta 0 0 outside paid square twice (fun _ => 2) sqrt 0 eta_inside
  (fun e _ => agreement_derive e) (fun _ _ => slope_positive) (constant_derive _ _) (fun e _ => agreement_continuous e)
  agreement_random agreement_range (fun e _ => steady_cost_derive e) ltac:(cbv beta; intros; lra)
  (fun e _ => continuity_of_derive _ _ _ (steady_cost_derive e)) (constant_continuous _ _) steady_nonneg steady_convex
  (fun e _ => steady_value_derive e) (constant_derive _ _) sqrt_wage
  ltac:(cbv beta; intros x X; unfold twice, paid in *; lra)
  steady_paid steady_best steady_separated sqrt_buys sqrt_floor.

(** ** T8 *)

Lemma more_convex : 0 < T8_DiscreteRate.cost_step 1 0 (1 / 10) (twice (1 + 1 / 10)) square.
Proof. unfold T8_DiscreteRate.cost_step, T8_DiscreteRate.u1, T8_DiscreteRate.step, bregman, square, twice; lra. Qed.

Definition use_discrete_rate := T8_DiscreteRate.discrete_rate 0 1 0 (1 / 10) (1 / 2) (3 / 4) (twice (1 + 1 / 10)) square
  square_convex square_rises (square_derive _) half_probability third_probability ltac:(cbv beta; lra) ltac:(cbv beta; lra)
  ltac:(cbv beta; lra) ltac:(cbv beta; unfold twice; lra) more_convex (1 / 100) ltac:(cbv beta; lra).
Definition use_discrete_rate_list := T8_DiscreteRate.discrete_rate_list 0 1 0 (1 / 10) (1 / 2) (3 / 4)
  (twice (1 + 1 / 10)) square square_convex square_rises (square_derive _) half_probability third_probability
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; unfold twice; lra) more_convex (1 / 100)
  ltac:(cbv beta; lra).

(** The bonus of [use_discrete_rate] is such a pay. *)
Definition use_any_pay_lower := T8_AnyPay.any_pay_lower paid square twice (fun _ => 2) 0 1 0 (1 / 10) (1 / 2) (3 / 4)
  sqrt_wage (fun x X => X) half_probability third_probability ltac:(cbv beta; lra) ltac:(cbv beta; lra)
  ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; unfold twice; lra) (1 / 100)
  ltac:(cbv beta; lra).

Definition lower_efforts : list (R * R) := [(0, 1 / 2); (1 / 50, 3 / 5)].
Lemma lower_efforts_lower ci qi : In (ci, qi) lower_efforts ->
  probability qi /\ qi < 3 / 4 /\ ci < 1 / 10 /\ 0 < 1 + ci.
Proof. intros [E|[E|[]]]; injection E as <- <-; unfold probability; lra. Qed.
Lemma lower_efforts_nearest ci qi : In (ci, qi) lower_efforts -> qi <= 3 / 5.
Proof. intros [E|[E|[]]]; injection E as <- <-; lra. Qed.

Definition use_discrete_rate_many := T8_ManyEfforts.discrete_rate_many 0 1 (1 / 10) (3 / 4) (twice (1 + 1 / 10)) square
  lower_efforts square_convex square_rises (square_derive _) ltac:(cbv beta; unfold twice; lra) third_probability
  lower_efforts_lower (1 / 50) (3 / 5) ltac:(cbv beta; right; left; reflexivity) lower_efforts_nearest
  ltac:(cbv beta; unfold T8_DiscreteRate.cost_step, T8_DiscreteRate.u1, T8_DiscreteRate.step, bregman, square, twice; lra)
  (1 / 100) ltac:(cbv beta; lra).
Definition use_nearest_is_least := T8_ManyEfforts.nearest_is_least 0 1 (1 / 10) (3 / 4) lower_efforts third_probability
  lower_efforts_lower (1 / 50) (3 / 5) ltac:(cbv beta; right; left; reflexivity) lower_efforts_nearest 0 (1 / 2)
  ltac:(cbv beta; left; reflexivity).

Definition idle : T8_Gap.choice := T8_Gap.Build_choice 0 0 (1 / 2).
Definition careful : T8_Gap.choice := T8_Gap.Build_choice 1 (1 / 10) (3 / 4).
Definition pedantic : T8_Gap.choice := T8_Gap.Build_choice 1 (1 / 5) (9 / 10).
Definition choices : list T8_Gap.choice := [idle; careful; pedantic].

Ltac each_choice := intros x [<-|[<-|[<-|[]]]]; simpl.
Definition use_discrete_gap := T8_Gap.discrete_gap 0 1 (twice (1 + 1 / 10)) square choices careful square_convex
  square_rises (square_derive _) ltac:(cbv beta; unfold twice; lra) ltac:(each_choice; unfold probability; lra)
  ltac:(each_choice; lra) ltac:(cbv beta; right; left; reflexivity) (1 / 10) ltac:(cbv beta; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); unfold T8_Gap.seen_payoff, square; simpl; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); lra) idle ltac:(cbv beta; left; reflexivity)
  ltac:(cbv beta; split; [intros E; assert (T8_Gap.worth idle = T8_Gap.worth careful) by (rewrite E; reflexivity); simpl in *; lra|simpl; lra])
  ltac:(each_choice; lra)
  ltac:(cbv beta; unfold T8_DiscreteRate.cost_step, T8_DiscreteRate.u1, T8_DiscreteRate.step, bregman, square, twice; simpl; lra).

Definition use_any_pay_gap := T8_AnyPayGap.any_pay_gap paid square twice (fun _ => 2) 0 2 1 (1 / 10) choices careful idle
  sqrt_wage (fun x X => X) ltac:(cbv beta; unfold paid, twice; intros; lra) ltac:(cbv beta; unfold twice; simpl; lra)
  ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; simpl; lra)
  ltac:(each_choice; unfold paid; lra) ltac:(each_choice; unfold probability; lra) ltac:(each_choice; lra)
  ltac:(cbv beta; right; left; reflexivity) ltac:(cbv beta; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); unfold T8_Gap.seen_payoff, square; simpl; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); lra) ltac:(cbv beta; left; reflexivity)
  ltac:(cbv beta; split; [intros E; assert (T8_Gap.worth idle = T8_Gap.worth careful) by (rewrite E; reflexivity); simpl in *; lra|simpl; lra])
  ltac:(each_choice; lra).
Definition use_bonus_gap := T8_AnyPayGap.bonus_gap paid square twice (fun _ => 2) 0 2 1 (1 / 10) choices careful idle
  sqrt_wage (fun x X => X) ltac:(cbv beta; unfold paid, twice; intros; lra) ltac:(cbv beta; unfold twice; simpl; lra)
  ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; unfold paid; lra) ltac:(cbv beta; simpl; lra)
  ltac:(each_choice; unfold paid; lra) ltac:(each_choice; unfold probability; lra) ltac:(each_choice; lra)
  ltac:(cbv beta; right; left; reflexivity) ltac:(cbv beta; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); unfold T8_Gap.seen_payoff, square; simpl; lra)
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); lra) ltac:(cbv beta; left; reflexivity)
  ltac:(cbv beta; split; [intros E; assert (T8_Gap.worth idle = T8_Gap.worth careful) by (rewrite E; reflexivity); simpl in *; lra|simpl; lra])
  ltac:(each_choice; lra).

(** Both where utility stays below 1/2: constant absolute risk aversion, wages at least 0, nothing assumed. *)
Lemma cara_first x : In x choices -> x <> careful ->
  T8_Gap.seen_payoff (1 / 10) T7_Families.cara_h x <= T8_Gap.seen_payoff (1 / 10) T7_Families.cara_h careful - 1 / 20.
Proof.
  assert (P : forall y, 0 <= y <= 3 / 10 -> T7_Families.cara_pay y) by (intros y Y; unfold T7_Families.cara_pay; lra).
  assert (T : forall y, 0 <= y <= 3 / 10 ->
    T7_Families.cara_h (1 / 10 + 1 / 10) + 5 / 3 * (y - 1 / 5) <= T7_Families.cara_h y).
  { intros y Y; pose proof (T5_BoundedUtility.wage_tangent _ _ _ _ T7_Families.cara_smooth (1 / 10 + 1 / 10) y
      (P (1 / 10 + 1 / 10) ltac:(lra)) (P y Y)) as L.
    unfold T7_Families.cara_h1 in L; replace (/ (1 - 2 * (1 / 10 + 1 / 10))) with (5 / 3) in L by field; lra. }
  pose proof (T (1 / 10 + 0) ltac:(lra)) as T1; pose proof (T (1 / 10 + 1 / 5) ltac:(lra)) as T3.
  intros [<-|[<-|[<-|[]]]] N; try (exfalso; apply N; reflexivity); unfold T8_Gap.seen_payoff; simpl; lra.
Qed.

Definition cara_any_pay_gap := T8_AnyPayGap.any_pay_gap T7_Families.cara_pay T7_Families.cara_h T7_Families.cara_h1
  T7_Families.cara_h2 0 (2 / 5) (1 / 10) (1 / 20) choices careful idle T7_Families.cara_smooth (fun x X => proj1 X)
  (fun x X => Rlt_le _ _ (T7_Families.cara_rises x X))
  (T7_Families.cara_rises (1 / 10 + T8_Gap.cost careful) ltac:(unfold T7_Families.cara_pay; simpl; lra)) T7_Families.cara_0 T7_Families.cara_top
  ltac:(cbv beta; simpl; lra) ltac:(each_choice; unfold T7_Families.cara_pay; lra) ltac:(each_choice; unfold probability; lra)
  ltac:(each_choice; lra) ltac:(cbv beta; right; left; reflexivity) ltac:(cbv beta; lra) cara_first
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); lra) ltac:(cbv beta; left; reflexivity)
  ltac:(cbv beta; split; [intros E; assert (T8_Gap.worth idle = T8_Gap.worth careful) by (rewrite E; reflexivity); simpl in *; lra|simpl; lra])
  ltac:(each_choice; lra).
Definition cara_bonus_gap := T8_AnyPayGap.bonus_gap T7_Families.cara_pay T7_Families.cara_h T7_Families.cara_h1
  T7_Families.cara_h2 0 (2 / 5) (1 / 10) (1 / 20) choices careful idle T7_Families.cara_smooth (fun x X => proj1 X)
  (fun x X => Rlt_le _ _ (T7_Families.cara_rises x X))
  (T7_Families.cara_rises (1 / 10 + T8_Gap.cost careful) ltac:(unfold T7_Families.cara_pay; simpl; lra)) T7_Families.cara_0 T7_Families.cara_top
  ltac:(cbv beta; simpl; lra) ltac:(each_choice; unfold T7_Families.cara_pay; lra) ltac:(each_choice; unfold probability; lra)
  ltac:(each_choice; lra) ltac:(cbv beta; right; left; reflexivity) ltac:(cbv beta; lra) cara_first
  ltac:(each_choice; intros N; try (exfalso; apply N; reflexivity); lra) ltac:(cbv beta; left; reflexivity)
  ltac:(cbv beta; split; [intros E; assert (T8_Gap.worth idle = T8_Gap.worth careful) by (rewrite E; reflexivity); simpl in *; lra|simpl; lra])
  ltac:(each_choice; lra).

Definition use_linear_two_efforts_upper := T8_LinearContracts.linear_two_efforts_upper 1 0 (1 / 10) (1 / 2) (3 / 4) square
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) 2 (twice (1 + 1 / 10)) 100 ltac:(cbv beta; lia)
  ltac:(cbv beta; intros x _; unfold square, twice; right; field).
Lemma two_efforts_paid k : (k <= 100)%nat ->
  paid (1 + 1 / 10 - (1 / 10 - 0) / (3 / 4 - 1 / 2) * (3 / 4) + (1 / 10 - 0) / (3 / 4 - 1 / 2) * (INR k / INR 100)).
Proof.
  intros _; unfold paid; assert (0 <= INR k / INR 100) by (apply Rdiv_le_0_compat; [apply pos_INR|apply lt_0_INR; lia]).
  lra.
Qed.
Definition use_linear_two_efforts_lower := T8_LinearContracts.linear_two_efforts_lower 1 0 (1 / 10) (1 / 2) (3 / 4) square
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; lra) paid 2 _ _ 100 ltac:(cbv beta; lia) ltac:(cbv beta; lra)
  square_curvature square_monotone paid_interval ltac:(cbv beta; unfold paid; lra) two_efforts_paid
  (proj1 use_linear_two_efforts_upper) (proj1 (proj2 use_linear_two_efforts_upper)).

(** ** C9 *)

Definition use_linear_budget := C9_MonitoringBudget.linear_budget 1 1 ltac:(cbv beta; lra) ltac:(cbv beta; lra).
Definition use_binary_solution := C9_MonitoringBudget.binary_solution 1 1 ltac:(cbv beta; lra) ltac:(cbv beta; lra).
Definition use_binary_budget := C9_MonitoringBudget.binary_budget 1 _ 2 ltac:(cbv beta; lra) ltac:(cbv beta; lra) eq_refl.

(** ** T9 *)

(** With one signal the linear contract has two values. *)
Lemma one_signal_tiered : T9_TieredRate.tiered 1 1 (plain_contract 1).
Proof.
  exists [1%nat], (fun j => 1 + plain_cost eta + plain_slope * (INR j / INR 1 - agreement eta)); split; [reflexivity|].
  intros s S; assert (C : (count s <= 1)%nat) by (rewrite <- S; apply count_length).
  unfold plain_contract; replace (T9_TieredRate.tier [1%nat] (count s)) with (count s); [reflexivity|].
  destruct (count s) as [|[|k]]; [reflexivity|reflexivity|lia].
Qed.

Definition use_tiered_lower_bound := T9_TieredRate.tiered_lower_bound agreement plain_cost eta (2 / 5) (7 / 50) eta_inside
  (agreement_derive eta) agreement_at plain_derive_at paid square 2 1 1 1 (plain_contract 1) ltac:(cbv beta; lia)
  ltac:(cbv beta; lra) paid_interval square_curvature square_monotone plain_pay one_signal_tiered
  (fun s => plain_paid 1 s ltac:(lia)) (plain_implements 1 ltac:(lia)) (plain_participates 1 ltac:(lia)).

(** A fair draw between that contract and one that pays a little more. *)
Definition fair : T9_TieredRate.lottery :=
  [(1 / 2, plain_contract 1); (1 / 2, fun s => plain_contract 1 s + 1 / 10)].

Lemma fair_drawn x : T9_TieredRate.drawn x 1 T9_TieredRate.same fair = expect x 1 (plain_contract 1) + 1 / 20.
Proof.
  unfold T9_TieredRate.drawn, T9_TieredRate.same, fair, E; cbn [fold_right fst snd].
  rewrite (expect_plus x 1 (plain_contract 1)), expect_const; field.
Qed.

Lemma fair_law : T9_TieredRate.lottery_law fair.
Proof. split; [intros a [<-|[<-|[]]]; simpl; lra|unfold E, fair; simpl; lra]. Qed.
Lemma fair_tiered a : In a fair -> T9_TieredRate.tiered 1 1 (snd a).
Proof.
  intros [<-|[<-|[]]]; [exact one_signal_tiered|].
  destruct one_signal_tiered as [ts [worth [L W]]]; exists ts, (fun j => worth j + 1 / 10); split; [exact L|].
  intros s S; simpl; rewrite (W s S); reflexivity.
Qed.
Lemma fair_paid a s : In a fair -> length s = 1%nat -> paid (snd a s).
Proof.
  intros [<-|[<-|[]]] S; pose proof (plain_paid 1 s ltac:(lia) S); [assumption|unfold paid in *; simpl; lra].
Qed.
Lemma fair_implements e : 0 <= e <= 1 ->
  T9_TieredRate.drawn (agreement e) 1 T9_TieredRate.same fair - plain_cost e <=
  T9_TieredRate.drawn (agreement eta) 1 T9_TieredRate.same fair - plain_cost eta.
Proof. intros He; rewrite !fair_drawn; pose proof (plain_implements 1 ltac:(lia) e He); lra. Qed.
Lemma fair_accepted : 1 <= T9_TieredRate.drawn (agreement eta) 1 T9_TieredRate.same fair - plain_cost eta.
Proof. rewrite fair_drawn; pose proof (plain_participates 1 ltac:(lia)) as P; unfold participates in P; lra. Qed.

Definition use_tiered_lottery_lower_bound := T9_TieredRate.tiered_lottery_lower_bound agreement plain_cost eta (2 / 5)
  (7 / 50) eta_inside (agreement_derive eta) agreement_at plain_derive_at paid square 2 1 1 1 fair ltac:(cbv beta; lia)
  ltac:(cbv beta; lra) paid_interval square_curvature square_monotone plain_pay fair_law fair_tiered fair_paid
  fair_implements fair_accepted.
Definition use_grouping_loses := grouping_loses bool _ halves halves_nonneg sign (fun b => if b then 1%nat else 0%nat) 1
  ltac:(cbv beta; intros [] _; lia).
Definition use_tiered_at_most_all := T9_TieredRate.tiered_at_most_all (agreement eta) (2 / 5) 2 100 agreement_at.
Definition use_further_threshold := T9_TieredRate.further_threshold (agreement eta) (2 / 5) 1 100.

(** [T9_TwoTierGap.two_tier_gap_order] for the reference economy is [T9_Example.example_two_tiers]. *)
Definition use_two_tiers_beat_one := T9_Example.example_beat_one.
Definition use_two_tiers_behind_linear := T9_Example.example_behind_linear.

(** ** T10 *)

Definition assistant (b : bool) : R := if b then 1 else 0.
Lemma assistant_deterministic : T10_Assistant.deterministic bool [true; false] assistant.
Proof. intros [] _; simpl; auto. Qed.
Lemma assistant_follows : T10_Assistant.follows_majority bool [true; false] preference assistant.
Proof. intros [] _; simpl; repeat split; intros; try lra; reflexivity. Qed.
Lemma assistant_difference : T10_Assistant.difference bool [true; false] halves expert assistant = 3 / 10.
Proof. unfold T10_Assistant.difference, T10_Assistant.differ, E, halves, expert, assistant; simpl; field. Qed.

Definition use_expert_agreement_copied :=
  T10_Assistant.expert_agreement_copied bool _ halves halves_total preference expert assistant.
Definition use_repeat_agreement := T10_Assistant.repeat_agreement bool _ halves halves_total preference assistant.
Definition use_deterministic_alpha :=
  T10_Assistant.deterministic_alpha bool _ halves halves_total assistant assistant_deterministic.
Definition use_majority_order := T10_Assistant.majority_order bool _ halves halves_nonneg halves_total preference
  assistant assistant_deterministic assistant_follows.
Definition use_sentinel_agreement := T10_Assistant.sentinel_agreement bool [true; false] halves preference expert assistant
  (1 / 2) assistant_deterministic ltac:(cbv beta; rewrite assistant_difference; lra).
Definition use_same_dissent := T10_Assistant.same_dissent bool [true; false] halves preference expert assistant
  (1 / 2) assistant_deterministic ltac:(cbv beta; rewrite assistant_difference; lra).

Lemma copied_at : probability (T10_Assistant.q_expert (4 / 5) (1 / 5) eta).
Proof. unfold probability, T10_Assistant.q_expert, eta; lra. Qed.
Definition use_copied_information := T10_Assistant.copied_information (4 / 5) (1 / 5) eta copied_at.

Lemma copied_convex : convex_in_agreement (T10_Assistant.q_expert (4 / 5) (1 / 5)) plain_cost.
Proof.
  intros e1 e2 x H1 Hx H2; unfold T10_Assistant.q_expert, plain_cost.
  assert (0 <= (x - e1) * (e2 - x) * (e2 - e1)) by (repeat apply Rmult_le_pos; lra); lra.
Qed.
Lemma copied_derive : is_derive (T10_Assistant.q_expert (4 / 5) (1 / 5)) eta ((4 / 5 - 1 / 5) / 2).
Proof. apply T10_Assistant.expert_derive. Qed.
Lemma copied_slope : (4 / 5 - 1 / 5) / 2 <> 0. Proof. lra. Qed.

Definition use_collapse_premium := T10_Assistant.collapse_premium (4 / 5) (1 / 5) plain_cost eta (7 / 50) eta_inside
  copied_at plain_derive_at paid square 2 1 100
  (linear_contract (T10_Assistant.q_expert (4 / 5) (1 / 5) eta) ((4 / 5 - 1 / 5) / 2) (7 / 50) (1 + plain_cost eta) 100)
  ltac:(cbv beta; lra) ltac:(cbv beta; lia) ltac:(cbv beta; lra) paid_interval square_curvature square_monotone plain_pay
  ltac:(cbv beta; intros s _; unfold paid, linear_contract, plain_cost, T10_Assistant.q_expert, eta;
    assert (0 <= INR (count s) / INR 100) by (apply Rdiv_le_0_compat; [apply pos_INR|apply lt_0_INR; lia]); lra)
  (linear_contract_implements _ plain_cost eta _ (7 / 50) copied_slope _ 100 ltac:(lia)
    ltac:(unfold eta; lra) ltac:(lra) copied_derive plain_derive_at copied_convex)
  (linear_contract_participates _ plain_cost eta _ (7 / 50) copied_slope 1 100 ltac:(lia)).
Definition use_incentive_collapse := T10_Assistant.incentive_collapse (4 / 5) eta (7 / 50) 2 100 1000000
  ltac:(cbv beta; lra) eta_inside ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; lia).

Lemma plain_costs : plain_cost 0 < plain_cost eta. Proof. rewrite plain_at_0, plain_cost_at; lra. Qed.
Lemma eta_care : 0 < eta <= 1. Proof. unfold eta; lra. Qed.
Definition use_copying_pays := T10_Assistant.copying_pays (1 / 5) (4 / 5) plain_cost 100 (fun s => INR (count s)) eta
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; lra) eta_care plain_costs
  (T10_Assistant.count_rewards INR (fun j k J => le_INR j k J)).
Definition use_copying_pays_count := T10_Assistant.copying_pays_count (1 / 5) (4 / 5) plain_cost 100 INR eta
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) ltac:(cbv beta; lra) eta_care plain_costs (fun j k J => le_INR j k J).
Definition use_repeats_fall := T10_Assistant.repeats_fall (1 / 4) (1 / 2) eta ltac:(cbv beta; lra) ltac:(unfold eta; lra).
Definition use_repeats_invert := T10_Assistant.repeats_invert (1 / 4) (1 / 2) plain_cost 100 (fun s => INR (count s)) eta
  ltac:(cbv beta; lra) ltac:(cbv beta; lra) eta_care plain_costs
  (T10_Assistant.count_rewards INR (fun j k J => le_INR j k J)).
Definition use_sentinel_information := T10_Assistant.sentinel_information (3 / 4) (1 / 2) ltac:(lra) ltac:(lra) ltac:(lra).
Definition use_pair_information_is := T10_Assistant.pair_information_is (3 / 10) (3 / 4) (1 / 5) (1 / 2)
  ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).
Definition use_agreement_tells_less := T10_Assistant.agreement_tells_less (3 / 10) (3 / 4) (1 / 5) (1 / 2)
  ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).

(** ** Tools *)

(** [Checker.check_bracket_sound] and [GapCertificate.check_gap_sound] accept the files of generated/. *)
Definition use_check_bracket_sound := Program_MinimumPay_20.certified.
Definition use_check_gap_sound := Gap_SquareRoot_10.certified.

(** The lower ends of the reference economy; their two suprema exist, for the flat wage is a contract. *)
Definition use_check_lower_sound := Lower_A.certified.

Theorem use_gap_at_least_suprema : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\ x = LowerEnd.seen Lower_A.m e) first /\
  is_lub (fun x => exists v e, LowerEnd.offers Lower_A.m (Pos.to_nat 100) v e /\
    x = LowerEnd.under Lower_A.m (Pos.to_nat 100) v e) second /\
  second + Q2R (LowerEnd.bound Lower_A.c100) <= first.
Proof.
  assert (G : LowerEnd.gap_at_least Lower_A.m (Pos.to_nat 100) (Q2R (LowerEnd.bound Lower_A.c100)))
    by (apply Lower_A.certified; left; reflexivity).
  assert (O : 0 < Q2R (LowerEnd.outside Lower_A.m)) by (unfold Q2R; simpl; lra).
  assert (Wp : 0 < Q2R (LowerEnd.worth Lower_A.m)) by (unfold Q2R; simpl; lra).
  assert (C0 : LowerEnd.effort_cost Lower_A.m 0 = 0) by (unfold LowerEnd.effort_cost; simpl; ring).
  assert (Cp : forall a, 0 <= a <= 1 -> 0 <= LowerEnd.effort_cost Lower_A.m a).
  { intros a Ha; apply Rmult_le_pos; [unfold Q2R; simpl; lra|apply pow_le; lra]. }
  destruct (completeness (fun x => exists e, 0 <= e <= 1 /\ x = LowerEnd.seen Lower_A.m e)) as [first F].
  { exists (Q2R (LowerEnd.worth Lower_A.m)); intros x [e [He ->]]; unfold LowerEnd.seen.
    pose proof (Rle_0_sqr (LowerEnd.utility Lower_A.m e)); unfold Rsqr in *; nra. }
  { exists (LowerEnd.seen Lower_A.m 0), 0; split; [lra|reflexivity]. }
  destruct (completeness (fun x => exists v e, LowerEnd.offers Lower_A.m (Pos.to_nat 100) v e /\
    x = LowerEnd.under Lower_A.m (Pos.to_nat 100) v e)) as [second S].
  { destruct G as [e0 [_ G]]; exists (LowerEnd.seen Lower_A.m e0 - Q2R (LowerEnd.bound Lower_A.c100)).
    intros x [v [e [Of ->]]]; specialize (G v e Of); lra. }
  { eexists; exists (fun _ => Q2R (LowerEnd.outside Lower_A.m)), 0; split; [|reflexivity].
    split; [lra|split; [intros; lra|split]].
    - intros a Ha; rewrite !expect_const, C0; pose proof (Cp a Ha); lra.
    - unfold participates; rewrite expect_const, C0; lra. }
  exists first, second; split; [exact F|split; [exact S|]].
  exact (LowerEnd.gap_at_least_suprema Lower_A.m (Pos.to_nat 100) _ first second G F S).
Qed.

(** The upper ends of the same economy; with the lower end at 100 signals the gap itself is within 5e-14. *)
Definition use_check_floor_sound := Upper_A.certified.
Definition use_check_bonus_sound := Bonus_A.certified.

Theorem use_gap_at_most_suprema : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\ x = LowerEnd.seen Upper_A.m e) first /\
  is_lub (fun x => exists v e, UpperEnd.any_pay v /\ LowerEnd.offers Upper_A.m (Pos.to_nat 100) v e /\
    x = LowerEnd.under Upper_A.m (Pos.to_nat 100) v e) second /\
  second + 253594875778 / 100000000000000 <= first <= second + 253594875783 / 100000000000000.
Proof.
  destruct use_gap_at_least_suprema as [first [second [F [S L]]]]; exists first, second.
  change Lower_A.m with Upper_A.m in F, S; split; [exact F|].
  assert (S' : is_lub (fun x => exists v e, UpperEnd.any_pay v /\ LowerEnd.offers Upper_A.m (Pos.to_nat 100) v e /\
    x = LowerEnd.under Upper_A.m (Pos.to_nat 100) v e) second).
  { destruct S as [S1 S2]; split.
    - intros x [v [e [_ [Of Ex]]]]; apply S1; exists v, e; split; assumption.
    - intros b Hb; apply S2; intros x [v [e [Of Ex]]]; apply Hb; exists v, e; repeat split; (assumption || apply Of). }
  split; [exact S'|].
  assert (U : UpperEnd.gap_at_most Upper_A.m UpperEnd.any_pay (Pos.to_nat 100) (Q2R (FloorEnd.claim Upper_A.u100)))
    by (apply Upper_A.certified; left; reflexivity).
  pose proof (UpperEnd.gap_at_most_suprema Upper_A.m UpperEnd.any_pay (Pos.to_nat 100) _ first second U F S') as G.
  unfold Q2R in L, G; simpl in L, G; lra.
Qed.

(** The economy with constant absolute risk aversion, in the same way. *)
Definition use_check_price_sound := Lower_CARA.certified.
Definition use_check_budget_sound := Budget_A.certified.

Theorem use_price_gap_suprema : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\
    WagePolynomial.payable (PriceEnd.family Lower_CARA.m) (PriceEnd.utility Lower_CARA.m e) /\ x = PriceEnd.seen Lower_CARA.m e) first /\
  is_lub (fun x => exists v e, PriceEnd.offers Lower_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Lower_CARA.m (Pos.to_nat 10000) v e) second /\
  second + Q2R (PriceEnd.bound Lower_CARA.c10000) <= first.
Proof.
  assert (G : PriceEnd.gap_at_least Lower_CARA.m (Pos.to_nat 10000) (Q2R (PriceEnd.bound Lower_CARA.c10000)))
    by (apply Lower_CARA.certified; right; right; left; reflexivity).
  set (U0 := Q2R (PriceEnd.outside Lower_CARA.m)); set (W := Q2R (PriceEnd.worth Lower_CARA.m)).
  assert (Wp : 0 < W) by (unfold W, Q2R; simpl; lra).
  assert (C0 : PriceEnd.effort_cost Lower_CARA.m 0 = 0).
  { change (Q2R (PriceEnd.scale Lower_CARA.m) * 0 ^ 2 = 0); ring. }
  assert (Cp : forall a, 0 <= a <= 1 -> 0 <= PriceEnd.effort_cost Lower_CARA.m a).
  { intros a Ha; change (0 <= Q2R (PriceEnd.scale Lower_CARA.m) * a ^ 2).
    apply Rmult_le_pos; [unfold Q2R; simpl; lra|apply pow_le; lra]. }
  assert (Pay : WagePolynomial.payable (PriceEnd.family Lower_CARA.m) U0) by (unfold U0, Q2R; split; unfold Q2R; simpl; lra).
  destruct (completeness (fun x => exists e, 0 <= e <= 1 /\
    WagePolynomial.payable (PriceEnd.family Lower_CARA.m) (PriceEnd.utility Lower_CARA.m e) /\
    x = PriceEnd.seen Lower_CARA.m e)) as [first F].
  { exists W; intros x [e [He [Pe ->]]].
    pose proof (WagePolynomial.wage_nonneg (PriceEnd.family Lower_CARA.m) eq_refl _ Pe).
    assert (PriceEnd.benefit Lower_CARA.m e <= W); [|unfold PriceEnd.seen; lra].
    unfold PriceEnd.benefit; fold W; replace (Q2R (PriceEnd.curve Lower_CARA.m)) with 0 by (unfold Q2R; simpl; field); nra. }
  { exists (PriceEnd.seen Lower_CARA.m 0), 0; split; [lra|split; [|reflexivity]].
    unfold PriceEnd.utility; rewrite C0, Rplus_0_r; exact Pay. }
  destruct (completeness (fun x => exists v e, PriceEnd.offers Lower_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Lower_CARA.m (Pos.to_nat 10000) v e)) as [second S].
  { destruct G as [e0 [_ [_ G]]]; exists (PriceEnd.seen Lower_CARA.m e0 - Q2R (PriceEnd.bound Lower_CARA.c10000)).
    intros x [v [e [Of ->]]]; specialize (G v e Of); lra. }
  { eexists; exists (fun _ => U0), 0; split; [|reflexivity].
    split; [lra|split; [intros; exact Pay|split]].
    - intros a Ha; rewrite !expect_const, C0; pose proof (Cp a Ha); lra.
    - unfold participates; rewrite expect_const, C0; fold U0; lra. }
  exists first, second; split; [exact F|split; [exact S|]].
  exact (PriceEnd.price_gap_suprema Lower_CARA.m (Pos.to_nat 10000) _ first second G F S).
Qed.

(** A bonus in the same economy, from above. *)
Definition use_check_bonus_wage_sound := Bonus_CARA.certified.

Theorem use_wage_gap_suprema : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\
    WagePolynomial.payable (PriceEnd.family Bonus_CARA.m) (PriceEnd.utility Bonus_CARA.m e) /\ x = PriceEnd.seen Bonus_CARA.m e) first /\
  is_lub (fun x => exists v e, True /\ PriceEnd.offers Bonus_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Bonus_CARA.m (Pos.to_nat 10000) v e) second /\
  second + Q2R (PriceEnd.bound Lower_CARA.c10000) <= first <= second + Q2R (BonusWage.claim Bonus_CARA.b10000).
Proof.
  destruct use_price_gap_suprema as [first [second [F [S L]]]]; exists first, second.
  change Lower_CARA.m with Bonus_CARA.m in F, S; split; [exact F|].
  assert (S' : is_lub (fun x => exists v e, True /\ PriceEnd.offers Bonus_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Bonus_CARA.m (Pos.to_nat 10000) v e) second).
  { destruct S as [S1 S2]; split.
    - intros x [v [e [_ [Of Ex]]]]; apply S1; exists v, e; split; assumption.
    - intros b Hb; apply S2; intros x [v [e [Of Ex]]]; apply Hb; exists v, e; split; [exact I|split; assumption]. }
  split; [exact S'|split; [exact L|]].
  assert (U : WageGap.gap_at_most Bonus_CARA.m BonusReply.bonus_pay (Pos.to_nat 10000) (Q2R (BonusWage.claim Bonus_CARA.b10000)))
    by (apply Bonus_CARA.certified; right; right; left; reflexivity).
  apply (WageGap.wage_gap_suprema Bonus_CARA.m (fun _ => True) (Pos.to_nat 10000) _ first second); [|exact F|exact S'].
  destruct U as [v [e [_ R]]]; exists v, e; split; [exact I|exact R].
Qed.

(** Pay whose utility is a polynomial of the count: both ends of the gap of all contracts. *)
Theorem use_check_pay_sound : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\
    WagePolynomial.payable (PriceEnd.family Upper_CARA.m) (PriceEnd.utility Upper_CARA.m e) /\ x = PriceEnd.seen Upper_CARA.m e) first /\
  is_lub (fun x => exists v e, WageGap.any_pay v /\ PriceEnd.offers Upper_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Upper_CARA.m (Pos.to_nat 10000) v e) second /\
  second + Q2R (PriceEnd.bound Lower_CARA.c10000) <= first <= second + Q2R (PayEnd.claim Upper_CARA.p10000).
Proof.
  destruct use_price_gap_suprema as [first [second [F [S L]]]]; exists first, second.
  change Lower_CARA.m with Upper_CARA.m in F, S; split; [exact F|].
  assert (S' : is_lub (fun x => exists v e, WageGap.any_pay v /\ PriceEnd.offers Upper_CARA.m (Pos.to_nat 10000) v e /\
    x = PriceEnd.under Upper_CARA.m (Pos.to_nat 10000) v e) second).
  { destruct S as [S1 S2]; split.
    - intros x [v [e [_ [Of Ex]]]]; apply S1; exists v, e; split; assumption.
    - intros b Hb; apply S2; intros x [v [e [Of Ex]]]; apply Hb; exists v, e; split; [exact I|split; assumption]. }
  split; [exact S'|split; [exact L|]].
  apply (WageGap.wage_gap_suprema Upper_CARA.m WageGap.any_pay (Pos.to_nat 10000) _ first second); [|exact F|exact S'].
  apply Upper_CARA.certified; right; right; left; reflexivity.
Qed.

(** Linear pay: both ends of the gap of the class. *)
Theorem use_check_linear_sound : exists first second,
  is_lub (fun x => exists e, 0 <= e <= 1 /\
    WagePolynomial.payable (PriceEnd.family Line_CARA.m) (PriceEnd.utility Line_CARA.m e) /\ x = PriceEnd.seen Line_CARA.m e) first /\
  is_lub (fun x => exists v e, LineWage.linear_pay (PriceEnd.family Line_CARA.m) v /\
    PriceEnd.offers Line_CARA.m (Pos.to_nat 10000) v e /\ x = PriceEnd.under Line_CARA.m (Pos.to_nat 10000) v e) second /\
  second + Q2R (PriceEnd.bound Lower_CARA.c10000) <= first <= second + Q2R (LineEnd.claim Line_CARA.l10000).
Proof.
  destruct use_price_gap_suprema as [first [all [F [S L]]]]; change Lower_CARA.m with Line_CARA.m in F, S.
  assert (U : WageGap.gap_at_most Line_CARA.m (LineWage.linear_pay (PriceEnd.family Line_CARA.m)) (Pos.to_nat 10000)
    (Q2R (LineEnd.claim Line_CARA.l10000))) by (apply Line_CARA.certified; right; left; reflexivity).
  destruct (completeness (fun x => exists v e, LineWage.linear_pay (PriceEnd.family Line_CARA.m) v /\
    PriceEnd.offers Line_CARA.m (Pos.to_nat 10000) v e /\ x = PriceEnd.under Line_CARA.m (Pos.to_nat 10000) v e)) as [second S'].
  { exists all; intros x [v [e [_ [Of Ex]]]]; destruct S as [S _]; apply S; exists v, e; split; assumption. }
  { destruct U as [v [e [C [Of _]]]]; eexists; exists v, e; split; [exact C|split; [exact Of|reflexivity]]. }
  exists first, second; split; [exact F|split; [exact S'|split]].
  - assert (second <= all); [|lra].
    destruct S' as [_ S']; apply S'; intros x [v [e [_ [Of Ex]]]]; destruct S as [S _]; apply S; exists v, e; split; assumption.
  - exact (WageGap.wage_gap_suprema Line_CARA.m _ (Pos.to_nat 10000) _ first second U F S').
Qed.

Definition a_line (s : list bool) : R := LineWage.bought (WagePolynomial.Exponential 2%Q) (Rmax 0 (-1 + 1 * INR (Model.count s))).
Lemma a_line_pays : LineWage.linear_pay (WagePolynomial.Exponential 2%Q) a_line.
Proof. exists (-1), 1; intros s; reflexivity. Qed.
Definition use_linear_pay_wages := LineWage.linear_pay_wages (WagePolynomial.Exponential 2%Q) a_line eq_refl a_line_pays.

(** x >= 1 and x <= 0: the price 1 of the row refutes it. *)
Definition impossible : Checker.program Checker.dyadics :=
  Checker.Program (N := Checker.dyadics) (Checker.D 0 0) [Checker.Col (N := Checker.dyadics) (Checker.D 0 0) None (Some (Checker.D 0 0))]
    [Checker.Row (N := Checker.dyadics) [(0%nat, Checker.D 1 0)] (Some (Checker.D 1 0)) None].
Definition use_check_infeasible_sound := Checker.check_infeasible_sound (N := Checker.dyadics) impossible
  (Checker.Vector (N := Checker.dyadics) (Checker.D 1 0) [Checker.D 1 0]) eq_refl.
Definition use_count_by_parts := count_by_parts (1 / 2) 10 INR half_probability.
Definition use_shortfall_lower := shortfall_lower (1 / 2) 10 (1 / 4) 5 ltac:(lra) ltac:(lia) ltac:(lra) ltac:(lra)
  ltac:(replace (INR 10 * (1 / 2) - INR 5) with 0 by (simpl; field); rewrite Rabs_R0; lra).
Definition use_shortfall_upper := shortfall_upper (1 / 2) 10 1 1 (fun _ => 1 / 2) ltac:(lra) ltac:(lra)
  ltac:(cbv beta; intros; lra).
Definition use_tail_shortfall := tail_shortfall 1 1 (1 / 4) ltac:(lra) ltac:(lra) ltac:(lra).
Definition use_probable_count := probable_count (1 / 4) (1 / 2) 1 half_probability ltac:(lra) ltac:(lra).
Definition use_mills_upper := mills_upper 1 ltac:(lra).

Lemma hill_continuous e : 0 <= e <= 1 -> continuity_pt (fun e => - ((e - eta) * (e - eta))) e.
Proof.
  intros _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule) (fun e : R => - ((e - eta) * (e - eta)))).
  auto_derive; trivial.
Qed.
Lemma hill_strict e : 0 <= e <= 1 -> e <> eta -> - ((e - eta) * (e - eta)) < - ((eta - eta) * (eta - eta)).
Proof. intros _ N; assert (0 < (e - eta) * (e - eta)) by (apply (Rlt_0_sqr (e - eta)); lra); lra. Qed.
Definition use_separated_of_strict := separated_of_strict _ eta eta_inside hill_continuous hill_strict (1 / 10)
  ltac:(lra).
