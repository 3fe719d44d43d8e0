(** Made by `firstbest proofs` from status.toml; do not edit.

    Prints what the theorems of the table rest on; `make audit` compares it with [allowed_axioms]. *)

From FirstBest Require T1_MonitoringSignals.
From FirstBest Require T2_SampleComplexity.
From FirstBest Require T2_EstimateVariance.
From FirstBest Require T3_DownstreamBlindness.
From FirstBest Require T3_AnyLaw.
From FirstBest Require T4_Complementarity.
From FirstBest Require T4_BothGain.
From FirstBest Require T5_BinaryRate.
From FirstBest.Lib Require TwoPointPay.
From FirstBest Require T5_Binomial.
From FirstBest Require T5_BinomialLimit.
From FirstBest Require T5_BinaryGap.
From FirstBest Require T5_Example.
From FirstBest Require T5_BoundedUtility.
From FirstBest Require T7_Families.
From FirstBest Require T7_PowerFamily.
From FirstBest Require T5_Limit.
From FirstBest Require T6_LinearRate.
From FirstBest.Lib Require Gap.
From FirstBest Require T6_LimitedLiability.
From FirstBest Require T7_GeneralRate.
From FirstBest.generated Require Gap_SquareRoot_10.
From FirstBest.generated Require Gap_SquareRoot_100.
From FirstBest.generated Require Gap_CubeRoot_25.
From FirstBest.generated Require Gap_CubeRoot_50.
From FirstBest.generated Require Gap_CubeRoot_100.
From FirstBest.generated Require Gap_FourthRoot_100.
From FirstBest.generated Require Lower_A.
From FirstBest.generated Require Lower_GEC.
From FirstBest.Lib Require Samples.
From FirstBest.Lib Require CountSuffices.
From FirstBest Require T7_LogUtility.
From FirstBest Require T7_Limit.
From FirstBest Require T7_LimitInstances.
From FirstBest Require T7_Gap.
From FirstBest Require T7_Example.
From FirstBest Require T8_DiscreteRate.
From FirstBest Require T8_AnyPay.
From FirstBest Require T8_ManyEfforts.
From FirstBest Require T8_Gap.
From FirstBest Require T8_LinearContracts.
From FirstBest Require C9_MonitoringBudget.
From FirstBest Require T9_TieredRate.
From FirstBest.Lib Require Grouping.
From FirstBest Require T9_NormalGroups.
From FirstBest Require T10_Assistant.
From FirstBest.Lib Require Checker.
From FirstBest.generated Require Program_MinimumPay_20.
From FirstBest.generated Require Program_MinimumPay_100.
From FirstBest.generated Require Program_PayAsWritten_12.
From FirstBest.generated Require Program_GeneralTangents_8.
From FirstBest.generated Require Program_Lottery_4x8.
From FirstBest.generated Require Program_Unimplementable_5.
From FirstBest.Lib Require GapCertificate.
From FirstBest.Lib Require LowerEnd.
From FirstBest.Lib Require CountDeviation.
From FirstBest.Lib Require CountTails.
From FirstBest.Lib Require Nearby.
From FirstBest.Lib Require Mills.

Print Assumptions T1_MonitoringSignals.self_agreement.
Print Assumptions T1_MonitoringSignals.expert_agreement.
Print Assumptions T1_MonitoringSignals.self_tells_more_iff.
Print Assumptions T1_MonitoringSignals.full_effort.
Print Assumptions T1_MonitoringSignals.low_effort.
Print Assumptions T1_MonitoringSignals.identified.
Print Assumptions T1_MonitoringSignals.identified_by_agreement.
Print Assumptions T2_SampleComplexity.sample_complexity.
Print Assumptions T2_SampleComplexity.chernoff_minimax.
Print Assumptions T2_EstimateVariance.estimate_error.
Print Assumptions T2_SampleComplexity.sample_complexity_list.
Print Assumptions T3_DownstreamBlindness.downstream_blindness.
Print Assumptions T3_AnyLaw.blindness_any_law.
Print Assumptions T3_AnyLaw.finite_laws_included.
Print Assumptions T4_Complementarity.blind_implements_nothing.
Print Assumptions T4_Complementarity.flat_implements_nothing.
Print Assumptions T4_Complementarity.nothing_costs_the_flat_wage.
Print Assumptions T4_Complementarity.both_gain.
Print Assumptions T4_Complementarity.eventually_above_flat.
Print Assumptions T4_BothGain.monitoring_and_contract_gain.
Print Assumptions T4_BothGain.monitoring_and_bonus_gain.
Print Assumptions T5_BinaryRate.deviation_binds.
Print Assumptions T5_BinaryRate.binary_premium_lower.
Print Assumptions TwoPointPay.premium_identity.
Print Assumptions TwoPointPay.bregman_ratio_increasing.
Print Assumptions T5_Binomial.binomial_lower.
Print Assumptions T5_Binomial.binomial_lower_list.
Print Assumptions T5_BinomialLimit.binomial_upper.
Print Assumptions T5_BinomialLimit.binomial_limit.
Print Assumptions T5_BinaryGap.binary_gap_limit.
Print Assumptions T5_Example.example_binary_gap.
Print Assumptions T5_BoundedUtility.bounded_gap_limit.
Print Assumptions T7_Families.cara_binary_gap.
Print Assumptions T7_Families.log_binary_gap.
Print Assumptions T7_PowerFamily.power_binary_gap.
Print Assumptions T5_BinaryRate.gaussian_binary_lower.
Print Assumptions T5_BinaryRate.gaussian_binary_upper.
Print Assumptions T5_BinaryRate.gaussian_binary_rate.
Print Assumptions T5_Limit.binary_lower_sharp.
Print Assumptions T5_Limit.binary_upper_sharp.
Print Assumptions T5_Limit.binary_limit.
Print Assumptions T6_LinearRate.linear_participation.
Print Assumptions T6_LinearRate.linear_incentive.
Print Assumptions T6_LinearRate.linear_upper_bound.
Print Assumptions Gap.concave_pay_implements.
Print Assumptions T6_LinearRate.linear_contract_participates.
Print Assumptions T6_LinearRate.linear_contract_implements.
Print Assumptions T6_LinearRate.concave_contract_implements.
Print Assumptions T6_LinearRate.model_upper_bound.
Print Assumptions T6_LimitedLiability.liable_upper.
Print Assumptions T6_LimitedLiability.premium_limit_liable.
Print Assumptions T7_GeneralRate.info_bound.
Print Assumptions T7_GeneralRate.monitoring_lower_bound.
Print Assumptions T7_GeneralRate.fenchel_lower.
Print Assumptions Gap.expected_slope.
Print Assumptions Gap.prices_bound_pay.
Print Assumptions Gap_SquareRoot_10.certified.
Print Assumptions Gap_SquareRoot_100.certified.
Print Assumptions Gap_CubeRoot_25.certified.
Print Assumptions Gap_CubeRoot_50.certified.
Print Assumptions Gap_CubeRoot_100.certified.
Print Assumptions Gap_FourthRoot_100.certified.
Print Assumptions Lower_A.certified.
Print Assumptions Lower_GEC.certified.
Print Assumptions Samples.score_square.
Print Assumptions Samples.score_identity.
Print Assumptions T7_GeneralRate.model_info_bound.
Print Assumptions T7_GeneralRate.model_lower_bound.
Print Assumptions CountSuffices.count_suffices.
Print Assumptions CountSuffices.count_implements.
Print Assumptions CountSuffices.count_test.
Print Assumptions T7_LogUtility.log_linear_optimal.
Print Assumptions T7_Limit.premium_lower.
Print Assumptions T7_Limit.premium_upper.
Print Assumptions T7_Limit.premium_limit.
Print Assumptions T7_LimitInstances.premium_limit_smooth.
Print Assumptions T7_LimitInstances.sqrt_wage.
Print Assumptions T7_LimitInstances.power_wage.
Print Assumptions T7_LimitInstances.log_smooth.
Print Assumptions T7_LimitInstances.cara_wage.
Print Assumptions T7_LimitInstances.sqrt_limit.
Print Assumptions T7_LimitInstances.log_limit.
Print Assumptions T7_LimitInstances.sqrt_cost.
Print Assumptions T7_Gap.gap_limit.
Print Assumptions T7_Gap.gap_limit_liable.
Print Assumptions T7_Example.example_gap.
Print Assumptions T7_Families.cara_gap.
Print Assumptions T7_Families.log_gap.
Print Assumptions T7_PowerFamily.power_gap.
Print Assumptions T8_DiscreteRate.discrete_rate.
Print Assumptions T8_DiscreteRate.discrete_rate_list.
Print Assumptions T8_AnyPay.any_pay_lower.
Print Assumptions T8_ManyEfforts.discrete_rate_many.
Print Assumptions T8_ManyEfforts.nearest_is_least.
Print Assumptions T8_Gap.discrete_gap.
Print Assumptions T8_LinearContracts.linear_two_efforts_lower.
Print Assumptions T8_LinearContracts.linear_two_efforts_upper.
Print Assumptions C9_MonitoringBudget.linear_budget.
Print Assumptions C9_MonitoringBudget.binary_solution.
Print Assumptions C9_MonitoringBudget.binary_budget.
Print Assumptions T9_TieredRate.tiered_lower_bound.
Print Assumptions T9_TieredRate.tiered_lottery_lower_bound.
Print Assumptions Grouping.grouping_loses.
Print Assumptions T9_TieredRate.tiered_at_most_all.
Print Assumptions T9_TieredRate.further_threshold.
Print Assumptions T9_NormalGroups.two_groups_at_most.
Print Assumptions T9_NormalGroups.two_groups_at_zero.
Print Assumptions T9_NormalGroups.bell_area.
Print Assumptions T10_Assistant.expert_agreement_copied.
Print Assumptions T10_Assistant.copied_information.
Print Assumptions T10_Assistant.collapse_premium.
Print Assumptions T10_Assistant.incentive_collapse.
Print Assumptions T10_Assistant.copying_pays.
Print Assumptions T10_Assistant.copying_pays_count.
Print Assumptions T10_Assistant.repeat_agreement.
Print Assumptions T10_Assistant.deterministic_alpha.
Print Assumptions T10_Assistant.majority_order.
Print Assumptions T10_Assistant.repeats_fall.
Print Assumptions T10_Assistant.repeats_invert.
Print Assumptions T10_Assistant.sentinel_agreement.
Print Assumptions T10_Assistant.same_dissent.
Print Assumptions T10_Assistant.sentinel_information.
Print Assumptions T10_Assistant.pair_information_is.
Print Assumptions T10_Assistant.agreement_tells_less.
Print Assumptions Checker.check_bracket_sound.
Print Assumptions Checker.check_infeasible_sound.
Print Assumptions Program_MinimumPay_20.certified.
Print Assumptions Program_MinimumPay_100.certified.
Print Assumptions Program_PayAsWritten_12.certified.
Print Assumptions Program_GeneralTangents_8.certified.
Print Assumptions Program_Lottery_4x8.certified.
Print Assumptions Program_Unimplementable_5.certified.
Print Assumptions GapCertificate.check_gap_sound.
Print Assumptions LowerEnd.check_lower_sound.
Print Assumptions LowerEnd.gap_at_least_suprema.
Print Assumptions CountDeviation.count_by_parts.
Print Assumptions CountDeviation.shortfall_lower.
Print Assumptions CountDeviation.shortfall_upper.
Print Assumptions CountTails.tail_shortfall.
Print Assumptions CountTails.probable_count.
Print Assumptions Nearby.separated_of_strict.
Print Assumptions Mills.mills_lower.
Print Assumptions Mills.mills_upper.
