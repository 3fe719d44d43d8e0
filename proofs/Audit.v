(** Prints what the headline theorems rest on; `make audit` compares it with `allowed_axioms`. *)

From FirstBest Require Import T1_MonitoringSignals.
From FirstBest Require Import T4_Complementarity.
From FirstBest Require Import T2_EstimateVariance T2_SampleComplexity T3_DownstreamBlindness T5_BinaryRate T6_LinearRate T7_GeneralRate T7_LogUtility T7_Limit T7_LimitInstances T7_Gap T7_Example T5_Limit T8_ManyEfforts.
From FirstBest Require Import T8_DiscreteRate C9_MonitoringBudget.
From FirstBest.Lib Require Import Checker Mills Samples Curvature CountSuffices BestReply.

Print Assumptions deviation_binds.
Print Assumptions binary_premium_lower.
Print Assumptions gaussian_binary_lower.
Print Assumptions gaussian_binary_upper.
Print Assumptions linear_incentive.
Print Assumptions linear_upper_bound.
Print Assumptions info_bound.
Print Assumptions monitoring_lower_bound.
Print Assumptions fenchel_lower.
Print Assumptions discrete_rate.
Print Assumptions linear_budget.
Print Assumptions binary_budget.
Print Assumptions check_bracket_sound.
Print Assumptions check_infeasible_sound.
Print Assumptions mills_lower.
Print Assumptions mills_upper.
Print Assumptions gaussian_binary_rate.
Print Assumptions downstream_blindness.
Print Assumptions sample_complexity.
Print Assumptions self_agreement.
Print Assumptions expert_agreement.
Print Assumptions self_tells_more_iff.
Print Assumptions full_effort.
Print Assumptions low_effort.
Print Assumptions blind_implements_nothing.
Print Assumptions flat_implements_nothing.
Print Assumptions nothing_costs_the_flat_wage.
Print Assumptions both_gain.
Print Assumptions eventually_above_flat.
Print Assumptions score_square.
Print Assumptions score_identity.
Print Assumptions model_info_bound.
Print Assumptions model_lower_bound.
Print Assumptions model_upper_bound.
Print Assumptions linear_contract_participates.
Print Assumptions curved_of_second_derivative.
Print Assumptions count_suffices.
Print Assumptions count_implements.
Print Assumptions linear_contract_implements.
Print Assumptions concave_contract_implements.
Print Assumptions mean_concave.
Print Assumptions log_linear_optimal.
Print Assumptions premium_lower.
Print Assumptions premium_upper.
Print Assumptions premium_limit.
Print Assumptions premium_limit_smooth.
Print Assumptions sqrt_wage.
Print Assumptions log_smooth.
Print Assumptions cara_wage.
Print Assumptions power_wage.
Print Assumptions sqrt_limit.
Print Assumptions log_limit.
Print Assumptions sqrt_cost.
Print Assumptions gap_limit.
Print Assumptions example_gap.
Print Assumptions count_test.
Print Assumptions sample_complexity_list.
Print Assumptions discrete_rate_list.
Print Assumptions monitoring_and_contract_gain.
Print Assumptions estimate_error.
Print Assumptions binary_limit.
Print Assumptions binary_lower_sharp.
Print Assumptions binary_upper_sharp.
Print Assumptions discrete_rate_many.
Print Assumptions nearest_is_least.
