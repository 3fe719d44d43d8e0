(** Made by `firstbest proofs` from status.toml; do not edit.

    Prints what the theorems of the table rest on; `make audit` compares it with [allowed_axioms].
    All of them are one term: what they have in common is then gone through once. *)

From FirstBest Require T1_MonitoringSignals.
From FirstBest Require T2_SampleComplexity.
From FirstBest Require T2_EstimateVariance.
From FirstBest Require T3_DownstreamBlindness.
From FirstBest Require T3_AnyLaw.
From FirstBest Require T3_NormalLaw.
From FirstBest Require T4_Complementarity.
From FirstBest Require T4_BothGain.
From FirstBest Require T5_BinaryRate.
From FirstBest.Lib Require TwoPointPay.
From FirstBest Require T5_Binomial.
From FirstBest Require T5_BinomialLimit.
From FirstBest Require T5_BinaryGap.
From FirstBest Require T5_Example.
From FirstBest Require T5_Refined.
From FirstBest Require T5_BoundedUtility.
From FirstBest Require T7_Families.
From FirstBest Require T7_PowerFamily.
From FirstBest Require T5_Limit.
From FirstBest.generated Require Bonus_A.
From FirstBest.generated Require Bonus_GEC.
From FirstBest.generated Require Bonus_CARA.
From FirstBest.generated Require Bonus_Log.
From FirstBest.generated Require Bonus_PowerSelf.
From FirstBest Require T6_LinearRate.
From FirstBest.Lib Require Gap.
From FirstBest Require T6_LimitedLiability.
From FirstBest Require T6_LinearWage.
From FirstBest Require T7_Example.
From FirstBest.generated Require Line_A.
From FirstBest.generated Require Line_GEC.
From FirstBest.generated Require Line_CARA.
From FirstBest.generated Require Line_Log.
From FirstBest.generated Require Line_PowerSelf.
From FirstBest Require T7_GeneralRate.
From FirstBest.generated Require Gap_SquareRoot_10.
From FirstBest.generated Require Gap_SquareRoot_100.
From FirstBest.generated Require Gap_CubeRoot_25.
From FirstBest.generated Require Gap_CubeRoot_50.
From FirstBest.generated Require Gap_CubeRoot_100.
From FirstBest.generated Require Gap_FourthRoot_100.
From FirstBest.generated Require Lower_A.
From FirstBest.generated Require Lower_GEC.
From FirstBest.generated Require Lower_CARA.
From FirstBest.generated Require Lower_Log.
From FirstBest.generated Require Lower_PowerSelf.
From FirstBest.generated Require Upper_A.
From FirstBest.generated Require Upper_GEC.
From FirstBest.generated Require Upper_CARA.
From FirstBest.generated Require Upper_Log.
From FirstBest.generated Require Upper_PowerSelf.
From FirstBest.Lib Require Samples.
From FirstBest.Lib Require CountSuffices.
From FirstBest Require T7_LogUtility.
From FirstBest Require T7_Limit.
From FirstBest Require T7_LimitInstances.
From FirstBest Require T7_Gap.
From FirstBest Require T8_DiscreteRate.
From FirstBest Require T8_AnyPay.
From FirstBest Require T8_ManyEfforts.
From FirstBest Require T8_Gap.
From FirstBest Require T8_AnyPayGap.
From FirstBest Require T8_LinearContracts.
From FirstBest Require C9_MonitoringBudget.
From FirstBest.generated Require Budget_A.
From FirstBest.generated Require Budget_GEC.
From FirstBest Require T9_TieredRate.
From FirstBest.Lib Require Grouping.
From FirstBest Require T9_NormalGroups.
From FirstBest Require T9_TwoTierGap.
From FirstBest Require T9_Example.
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
From FirstBest.Lib Require PriceEnd.
From FirstBest.Lib Require BudgetEnd.
From FirstBest.Lib Require FloorEnd.
From FirstBest.Lib Require BonusEnd.
From FirstBest.Lib Require UpperEnd.
From FirstBest.Lib Require BonusWage.
From FirstBest.Lib Require WageGap.
From FirstBest.Lib Require PayEnd.
From FirstBest.Lib Require LineEnd.
From FirstBest.Lib Require LineWage.
From FirstBest.Lib Require CountDeviation.
From FirstBest.Lib Require CountTails.
From FirstBest.Lib Require Nearby.
From FirstBest.Lib Require Mills.

Definition table := (
  @T1_MonitoringSignals.self_agreement,
  @T1_MonitoringSignals.expert_agreement,
  @T1_MonitoringSignals.self_tells_more_iff,
  @T1_MonitoringSignals.full_effort,
  @T1_MonitoringSignals.low_effort,
  @T1_MonitoringSignals.identified,
  @T1_MonitoringSignals.identified_by_agreement,
  @T2_SampleComplexity.sample_complexity,
  @T2_SampleComplexity.chernoff_minimax,
  @T2_EstimateVariance.estimate_error,
  @T2_SampleComplexity.sample_complexity_list,
  @T3_DownstreamBlindness.downstream_blindness,
  @T3_AnyLaw.blindness_any_law,
  @T3_AnyLaw.finite_laws_included,
  @T3_NormalLaw.blindness_normal_law,
  @T3_NormalLaw.blindness_normal_features,
  @T4_Complementarity.blind_implements_nothing,
  @T4_Complementarity.flat_implements_nothing,
  @T4_Complementarity.nothing_costs_the_flat_wage,
  @T4_Complementarity.both_gain,
  @T4_Complementarity.eventually_above_flat,
  @T4_BothGain.monitoring_and_contract_gain,
  @T4_BothGain.monitoring_and_bonus_gain,
  @T4_BothGain.monitoring_and_bonus_gain_bounded,
  @T5_BinaryRate.deviation_binds,
  @T5_BinaryRate.binary_premium_lower,
  @TwoPointPay.premium_identity,
  @TwoPointPay.bregman_ratio_increasing,
  @T5_Binomial.binomial_lower,
  @T5_Binomial.binomial_lower_list,
  @T5_BinomialLimit.deterministic_upper,
  @T5_BinomialLimit.binomial_limit,
  @T5_BinomialLimit.deterministic_limit,
  @T5_BinaryGap.binary_gap_limit,
  @T5_BinaryGap.deterministic_gap_limit,
  @T5_Example.example_binary_gap,
  @T5_Example.example_deterministic_gap,
  @T5_Refined.refined_slack_solves,
  @T5_Refined.binary_gap_refined,
  @T5_Refined.deterministic_gap_refined,
  @T5_Refined.example_refined,
  @T5_BoundedUtility.bounded_gap_limit,
  @T5_BoundedUtility.bounded_deterministic_gap_limit,
  @T7_Families.cara_binary_gap,
  @T7_Families.log_binary_gap,
  @T7_PowerFamily.power_binary_gap,
  @T7_Families.cara_deterministic_gap,
  @T7_Families.log_deterministic_gap,
  @T7_PowerFamily.power_deterministic_gap,
  @T5_BinaryRate.gaussian_binary_lower,
  @T5_BinaryRate.gaussian_binary_upper,
  @T5_BinaryRate.gaussian_binary_rate,
  @T5_Limit.binary_lower_sharp,
  @T5_Limit.binary_upper_sharp,
  @T5_Limit.binary_limit,
  @Bonus_A.certified,
  @Bonus_GEC.certified,
  @Bonus_CARA.certified,
  @Bonus_Log.certified,
  @Bonus_PowerSelf.certified,
  @T6_LinearRate.linear_participation,
  @T6_LinearRate.linear_incentive,
  @T6_LinearRate.linear_upper_bound,
  @Gap.concave_pay_implements,
  @T6_LinearRate.linear_contract_participates,
  @T6_LinearRate.linear_contract_implements,
  @T6_LinearRate.concave_contract_implements,
  @T6_LinearRate.model_upper_bound,
  @T6_LimitedLiability.liable_upper,
  @T6_LimitedLiability.premium_limit_liable,
  @T6_LinearWage.linear_wage_attains,
  @T6_LinearWage.linear_wage_gap,
  @T7_Example.example_linear_gap,
  @T7_Families.cara_linear_gap,
  @T7_Families.log_linear_gap,
  @Line_A.certified,
  @Line_GEC.certified,
  @Line_CARA.certified,
  @Line_Log.certified,
  @Line_PowerSelf.certified,
  @T7_GeneralRate.info_bound,
  @T7_GeneralRate.monitoring_lower_bound,
  @T7_GeneralRate.fenchel_lower,
  @Gap.prices_bound_pay,
  @Gap_SquareRoot_10.certified,
  @Gap_SquareRoot_100.certified,
  @Gap_CubeRoot_25.certified,
  @Gap_CubeRoot_50.certified,
  @Gap_CubeRoot_100.certified,
  @Gap_FourthRoot_100.certified,
  @Lower_A.certified,
  @Lower_GEC.certified,
  @Lower_CARA.certified,
  @Lower_Log.certified,
  @Lower_PowerSelf.certified,
  @Upper_A.certified,
  @Upper_GEC.certified,
  @Upper_CARA.certified,
  @Upper_Log.certified,
  @Upper_PowerSelf.certified,
  @Samples.score_square,
  @Samples.score_identity,
  @T7_GeneralRate.model_info_bound,
  @T7_GeneralRate.model_lower_bound,
  @CountSuffices.count_suffices,
  @CountSuffices.count_implements,
  @CountSuffices.count_test,
  @T7_LogUtility.log_linear_optimal,
  @T7_Limit.premium_lower,
  @T7_Limit.premium_upper,
  @T7_Limit.premium_limit,
  @T7_LimitInstances.premium_limit_smooth,
  @T7_LimitInstances.sqrt_wage,
  @T7_LimitInstances.power_wage,
  @T7_LimitInstances.log_smooth,
  @T7_LimitInstances.cara_wage,
  @T7_LimitInstances.sqrt_limit,
  @T7_LimitInstances.log_limit,
  @T7_LimitInstances.sqrt_cost,
  @T7_Gap.gap_limit,
  @T7_Gap.gap_limit_liable,
  @T6_LinearWage.wage_floor_gap,
  @T7_Example.example_gap,
  @T7_Families.cara_gap,
  @T7_Families.log_gap,
  @T7_PowerFamily.power_gap,
  @T8_DiscreteRate.discrete_rate,
  @T8_DiscreteRate.discrete_rate_list,
  @T8_AnyPay.any_pay_lower,
  @T8_ManyEfforts.discrete_rate_many,
  @T8_ManyEfforts.nearest_is_least,
  @T8_Gap.discrete_gap,
  @T8_AnyPayGap.any_pay_gap,
  @T8_AnyPayGap.bonus_gap,
  @T8_LinearContracts.linear_two_efforts_lower,
  @T8_LinearContracts.linear_two_efforts_upper,
  @C9_MonitoringBudget.linear_budget,
  @C9_MonitoringBudget.binary_solution,
  @C9_MonitoringBudget.binary_budget,
  @Budget_A.certified,
  @Budget_GEC.certified,
  @T9_TieredRate.tiered_lower_bound,
  @T9_TieredRate.tiered_lottery_lower_bound,
  @Grouping.grouping_loses,
  @T9_TieredRate.tiered_at_most_all,
  @T9_TieredRate.further_threshold,
  @T9_NormalGroups.two_groups_at_most,
  @T9_NormalGroups.two_groups_at_zero,
  @T9_NormalGroups.bell_area,
  @T9_TwoTierGap.two_tier_gap_order,
  @T9_TwoTierGap.two_tiers_beat_one,
  @T9_TwoTierGap.two_tiers_behind_linear,
  @T9_Example.example_two_tiers,
  @T10_Assistant.expert_agreement_copied,
  @T10_Assistant.copied_information,
  @T10_Assistant.collapse_premium,
  @T10_Assistant.incentive_collapse,
  @T10_Assistant.copying_pays,
  @T10_Assistant.copying_pays_count,
  @T10_Assistant.repeat_agreement,
  @T10_Assistant.deterministic_alpha,
  @T10_Assistant.majority_order,
  @T10_Assistant.repeats_fall,
  @T10_Assistant.repeats_invert,
  @T10_Assistant.sentinel_agreement,
  @T10_Assistant.same_dissent,
  @T10_Assistant.sentinel_information,
  @T10_Assistant.pair_information_is,
  @T10_Assistant.agreement_tells_less,
  @Checker.check_bracket_sound,
  @Checker.check_infeasible_sound,
  @Program_MinimumPay_20.certified,
  @Program_MinimumPay_100.certified,
  @Program_PayAsWritten_12.certified,
  @Program_GeneralTangents_8.certified,
  @Program_Lottery_4x8.certified,
  @Program_Unimplementable_5.certified,
  @GapCertificate.check_gap_sound,
  @LowerEnd.check_lower_sound,
  @LowerEnd.gap_at_least_suprema,
  @PriceEnd.check_price_sound,
  @PriceEnd.price_gap_suprema,
  @BudgetEnd.check_budget_sound,
  @FloorEnd.check_floor_sound,
  @BonusEnd.check_bonus_sound,
  @UpperEnd.gap_at_most_suprema,
  @BonusWage.check_bonus_wage_sound,
  @WageGap.wage_gap_suprema,
  @PayEnd.check_pay_sound,
  @LineEnd.check_linear_sound,
  @LineWage.linear_pay_wages,
  @CountDeviation.count_by_parts,
  @CountDeviation.shortfall_lower,
  @CountDeviation.shortfall_upper,
  @CountTails.tail_shortfall,
  @CountTails.probable_count,
  @Nearby.separated_of_strict,
  @Mills.mills_lower,
  @Mills.mills_upper
).

Print Assumptions table.
