(** * What each headline says

    Every theorem of the table is stated here once more, in full: hypotheses that a section would hide stand before it,
    and definitions are unfolded down to the vocabulary of the first part, which is itself pinned to its meaning.  The
    proof of each is the theorem itself, so this file no longer compiles if a statement slips: if a hypothesis creeps
    in, a definition changes, or a conclusion is weakened.  A theorem of the table without its claim fails the audit.

    To read a claim one needs this file, Coq's real numbers and Coquelicot's limits and derivatives, nothing else. *)

From Coq Require Import Reals List.
From Coquelicot Require Import Coquelicot.
From FirstBest Require C9_MonitoringBudget.
From FirstBest.Lib Require BonusReply BonusEnd WageGap BonusWage PayEnd LineWage LineEnd.
From FirstBest.Lib Require Checker.
From FirstBest.Lib Require CountDeviation.
From FirstBest.Lib Require CountSuffices.
From FirstBest.Lib Require CountTails.
From FirstBest.Lib Require FloorEnd.
From FirstBest.Lib Require Gap.
From FirstBest.Lib Require GapCertificate.
From FirstBest.Lib Require Grouping.
From FirstBest.Lib Require LogLog.
From FirstBest.Lib Require LowerEnd.
From FirstBest.Lib Require WagePolynomial PriceEnd BudgetEnd.
From FirstBest.Lib Require Mills.
From FirstBest.Lib Require Nearby.
From FirstBest.Lib Require NormalMean.
From FirstBest.Lib Require Samples.
From FirstBest Require T10_Assistant.
From FirstBest Require T1_MonitoringSignals.
From FirstBest Require T2_EstimateVariance.
From FirstBest Require T2_SampleComplexity.
From FirstBest Require T3_AnyLaw.
From FirstBest Require T3_DownstreamBlindness.
From FirstBest Require T3_NormalLaw.
From FirstBest Require T4_BothGain.
From FirstBest Require T4_Complementarity.
From FirstBest Require T5_BinaryGap.
From FirstBest Require T5_BinaryRate.
From FirstBest Require T5_Binomial.
From FirstBest Require T5_BinomialLimit.
From FirstBest Require T5_BoundedUtility.
From FirstBest Require T5_Example.
From FirstBest Require T5_Limit.
From FirstBest Require T5_Refined.
From FirstBest Require T6_LimitedLiability.
From FirstBest Require T6_LinearRate.
From FirstBest Require T6_LinearWage.
From FirstBest Require T7_Example.
From FirstBest Require T7_Families.
From FirstBest Require T7_Gap.
From FirstBest Require T7_GeneralRate.
From FirstBest Require T7_Limit.
From FirstBest Require T7_LimitInstances.
From FirstBest Require T7_LogUtility.
From FirstBest Require T7_PowerFamily.
From FirstBest Require T8_AnyPay.
From FirstBest Require T8_AnyPayGap.
From FirstBest Require T8_DiscreteRate.
From FirstBest Require T8_Gap.
From FirstBest Require T8_LinearContracts.
From FirstBest Require T8_ManyEfforts.
From FirstBest Require T9_NormalGroups.
From FirstBest Require T9_TieredRate.
From FirstBest Require T9_TwoTiers.
From FirstBest Require T9_TwoTierGap.
From FirstBest Require T9_Example.
From FirstBest.Lib Require TwoPointPay.
From FirstBest.Lib Require UpperEnd.
From FirstBest.generated Require Bonus_A.
From FirstBest.generated Require Bonus_GEC.
From FirstBest.generated Require Bonus_CARA.
From FirstBest.generated Require Bonus_Log.
From FirstBest.generated Require Bonus_PowerSelf.
From FirstBest.generated Require Gap_SquareRoot_10.
From FirstBest.generated Require Gap_SquareRoot_100.
From FirstBest.generated Require Gap_CubeRoot_25.
From FirstBest.generated Require Gap_CubeRoot_50.
From FirstBest.generated Require Gap_CubeRoot_100.
From FirstBest.generated Require Gap_FourthRoot_100.
From FirstBest.generated Require Line_A.
From FirstBest.generated Require Line_CARA.
From FirstBest.generated Require Line_GEC.
From FirstBest.generated Require Line_Log.
From FirstBest.generated Require Line_PowerSelf.
From FirstBest.generated Require Lower_A.
From FirstBest.generated Require Lower_GEC.
From FirstBest.generated Require Lower_CARA.
From FirstBest.generated Require Lower_Log.
From FirstBest.generated Require Lower_PowerSelf.
From FirstBest.generated Require Budget_A.
From FirstBest.generated Require Budget_GEC.
From FirstBest.generated Require Upper_A.
From FirstBest.generated Require Upper_GEC.
From FirstBest.generated Require Upper_CARA.
From FirstBest.generated Require Upper_Log.
From FirstBest.generated Require Upper_PowerSelf.
From FirstBest.generated Require Program_MinimumPay_20.
From FirstBest.generated Require Program_MinimumPay_100.
From FirstBest.generated Require Program_PayAsWritten_12.
From FirstBest.generated Require Program_GeneralTangents_8.
From FirstBest.generated Require Program_Lottery_4x8.
From FirstBest.generated Require Program_Unimplementable_5.
From FirstBest.Lib Require Import Finite BinomialTilt Model Samples Suprema Mills Eventually.
From Coq Require Import Qreals.
Open Scope R_scope.

(** ** Vocabulary *)

(** Names of the libraries mean what they mean there: none of the files above gives one another meaning. *)
Theorem vocabulary_standard : sqrt = R_sqrt.sqrt /\ exp = Rtrigo_def.exp /\ ln = Rpower.ln /\ PI = Rtrigo1.PI /\
  INR = Raxioms.INR /\ IZR = Rdefinitions.IZR /\ Rabs = Rbasic_fun.Rabs /\ Rmax = Rbasic_fun.Rmax /\
  Rmin = Rbasic_fun.Rmin /\ powerRZ = Rfunctions.powerRZ /\ Q2R = Rdefinitions.Q2R /\ is_lub = Raxioms.is_lub /\
  continuity_pt = Ranalysis1.continuity_pt /\ derivable_pt_lim = Ranalysis1.derivable_pt_lim /\
  (fun f x => is_derive f x : R -> Prop) = (fun f x => @Derive.is_derive R_AbsRing R_NormedModule f x) /\
  Derive.Derive = Derive /\ is_lim_seq = Lim_seq.is_lim_seq /\ @RInt = @Coquelicot.RInt.RInt /\
  @RInt_gen = @Coquelicot.RInt_gen.RInt_gen /\ @continuous = @Continuity.continuous.
Proof. repeat split. Qed.

(** The mean of f over a list of outcomes with weights p. *)
Theorem vocabulary_E (A : Type) (p : A -> R) f : E A nil p f = 0 /\
  forall a l, E A (a :: l) p f = p a * f a + E A l p f.
Proof. split; reflexivity. Qed.

(** n independent signals, each an agreement (true) with probability q. *)
Theorem vocabulary_prob q : prob q nil = 1 /\
  forall b s, prob q (b :: s) = (if b then q else 1 - q) * prob q s.
Proof. split; reflexivity. Qed.

Theorem vocabulary_signals : signals 0 = cons nil nil /\
  forall n, signals (S n) = map (cons true) (signals n) ++ map (cons false) (signals n).
Proof. split; reflexivity. Qed.

Theorem vocabulary_expect q n v : expect q n v = E (list bool) (signals n) (prob q) v.
Proof. reflexivity. Qed.

Theorem vocabulary_count : count nil = 0%nat /\ (forall s, count (true :: s) = S (count s)) /\
  forall s, count (false :: s) = count s.
Proof. repeat split. Qed.

(** The binomial mean of a function of the count, by the recursion and as the sum. *)
Theorem vocabulary_mean q g : mean q 0 g = g 0%nat /\
  forall n, mean q (S n) g = q * mean q n (fun k => g (S k)) + (1 - q) * mean q n g.
Proof. split; reflexivity. Qed.

Theorem vocabulary_mean_is_expect q n f : expect q n (fun s => f (count s)) = mean q n f.
Proof. exact (Samples.expect_count q n f). Qed.

(** The score of a list of signals in effort, d the slope of q; Fisher information of one signal. *)
Theorem vocabulary_score q d : score q d nil = 0 /\
  forall b s, score q d (b :: s) = (if b then d / q else - (d / (1 - q))) + score q d s.
Proof. split; reflexivity. Qed.

Theorem vocabulary_information q d : information q d = d * d / (q * (1 - q)).
Proof. reflexivity. Qed.

(** What may be reached with n samples has best n for its least upper bound, what it costs least n for its greatest
    lower bound, from some n on. *)
Theorem vocabulary_suprema P best : suprema P best = (exists N, forall n, (N <= n)%nat -> is_lub (P n) (best n)).
Proof. reflexivity. Qed.

Theorem vocabulary_infima P least : infima P least =
  (exists N, forall n, (N <= n)%nat ->
   (forall x, P n x -> least n <= x) /\ forall b, (forall x, P n x -> b <= x) -> b <= least n).
Proof. reflexivity. Qed.

Theorem vocabulary_glb P g : is_glb P g =
  ((forall x, P x -> g <= x) /\ forall b, (forall x, P x -> b <= x) -> b <= g).
Proof. reflexivity. Qed.

Theorem vocabulary_any_contract v : any_contract v = True.
Proof. reflexivity. Qed.

Theorem vocabulary_information_of_effort q e :
  T1_MonitoringSignals.effort_information q e = Derive q e * Derive q e / (q e * (1 - q e)) /\
  (forall s, T1_MonitoringSignals.q_self s e = 1 / 2 + s * (e * e) / 2) /\
  (forall k, T1_MonitoringSignals.q_expert k e = 1 / 2 + k * e / 2).
Proof. repeat split. Qed.

Theorem vocabulary_KL x q : KL x q = x * ln (x / q) + (1 - x) * ln ((1 - x) / (1 - q)).
Proof. reflexivity. Qed.

Theorem vocabulary_root n : root_n_log_n n = sqrt (INR n * ln (INR n)).
Proof. reflexivity. Qed.

(** The normal law: density exp(-z^2/2)/sqrt(2 pi), upper tail. *)
Theorem vocabulary_normal z : density z = exp (- (z * z) / 2) / sqrt (2 * PI) /\
  tail z = 1 / 2 - RInt (fun x => exp (- (x * x) / 2)) 0 z / sqrt (2 * PI) /\ mills z = tail z / density z.
Proof.
  split; [|split; [|reflexivity]].
  - unfold density; rewrite T9_NormalGroups.bell_area; reflexivity.
  - unfold tail; rewrite <- T9_NormalGroups.bell_area; unfold G, area, bell.
    pose proof half_pos as P; set (i := RInt _ 0 z).
    replace (half - i) with (half + - i) by (unfold Rminus; reflexivity).
    unfold Rdiv; rewrite Rmult_plus_distr_r, Rinv_mult; unfold Rminus; rewrite Ropp_mult_distr_l.
    f_equal; rewrite <- (Rmult_1_l (/ 2)) at 2; rewrite (Rmult_comm (/ 2)), <- Rmult_assoc, Rinv_r by
      (apply Rgt_not_eq, P); ring.
Qed.

(** A binary contract: base, and b more unless the test fails; what it has to satisfy. *)
Theorem vocabulary_binary_implements umin U0 c fail base b e :
  T5_BinaryRate.implements umin U0 c fail base b e <->
  (forall a, 0 <= a <= 1 -> base + b * (1 - fail a) - c a <= base + b * (1 - fail e) - c e) /\
  U0 <= base + b * (1 - fail e) - c e /\ 0 <= b /\ umin <= base.
Proof. split; [intros []; repeat (apply conj; [assumption|]); assumption|intros [? [? []]]; constructor; assumption]. Qed.

Theorem vocabulary_interior U0 h h1 q q1 c c1 e : T5_Binomial.interior U0 h h1 q q1 c c1 e <->
  0 < e < 1 /\ is_derive q e (q1 e) /\ 0 < q1 e /\ 0 < q e < 1 /\ is_derive c e (c1 e) /\ 0 < c1 e /\ 0 < c e /\
  is_derive h (U0 + c e) (h1 (U0 + c e)) /\ 0 < h1 (U0 + c e) /\
  0 < (h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e.
Proof.
  split; [intros []; repeat (apply conj; [assumption|]); assumption|].
  intros [? [? [? [? [? [? [? [? []]]]]]]]]; constructor; assumption.
Qed.

(** The wage h that buys a utility, with two derivatives, on the utilities that may be paid. *)
Theorem vocabulary_smooth_wage pay h h1 h2 : T7_LimitInstances.smooth_wage pay h h1 h2 <->
  (forall x y z, pay x -> pay z -> x <= y <= z -> pay y) /\
  (forall x, pay x -> is_derive h x (h1 x)) /\ (forall x, pay x -> is_derive h1 x (h2 x)) /\
  (forall x, pay x -> 0 < h2 x) /\ (forall x, pay x -> ex_derive h2 x) /\
  (forall y, exists B, forall x, pay x -> y * x - h x <= B).
Proof. split; [intros []; repeat (apply conj; [assumption|]); assumption|intros [? [? [? [? []]]]]; constructor; assumption]. Qed.

(** Two efforts, the second to be implemented; finitely many. *)
Theorem vocabulary_implements_target umin U0 c0 c1 q0 q1 n phi base b :
  T8_DiscreteRate.implements_target umin U0 c0 c1 q0 q1 n phi base b <->
  base + b * (1 - mean q0 n phi) - c0 <= base + b * (1 - mean q1 n phi) - c1 /\
  U0 <= base + b * (1 - mean q1 n phi) - c1 /\ 0 <= b /\ umin <= base.
Proof. split; [intros []; repeat (apply conj; [assumption|]); assumption|intros [? [? []]]; constructor; assumption]. Qed.

Theorem vocabulary_induces umin U0 choices n phi base b x :
  T8_Gap.induces umin U0 choices n phi base b x <->
  (forall y, In y choices -> base + b * (1 - mean (T8_Gap.rate y) n phi) - T8_Gap.cost y <=
    base + b * (1 - mean (T8_Gap.rate x) n phi) - T8_Gap.cost x) /\
  U0 <= base + b * (1 - mean (T8_Gap.rate x) n phi) - T8_Gap.cost x /\ 0 <= b /\ umin <= base.
Proof. split; [intros []; repeat (apply conj; [assumption|]); assumption|intros [? [? []]]; constructor; assumption]. Qed.

(** Features of a reward model: the law of a component along theta* and the others. *)
Theorem vocabulary_features f : T3_DownstreamBlindness.expect nil f = 0 /\
  forall z law, T3_DownstreamBlindness.expect (z :: law) f =
  T3_DownstreamBlindness.weight z * f (T3_DownstreamBlindness.along z) (T3_DownstreamBlindness.off z) +
  T3_DownstreamBlindness.expect law f.
Proof. split; reflexivity. Qed.

Theorem vocabulary_inner a b x y : T3_DownstreamBlindness.inner nil y = 0 /\
  T3_DownstreamBlindness.inner (a :: x) (b :: y) = a * b + T3_DownstreamBlindness.inner x y.
Proof. split; reflexivity. Qed.

(** The normal law of (t, w): d + 1 integrals over the line, one inside the other; features rho_i t + w_i. *)
Theorem vocabulary_normal_law f g d : NormalMean.normals 0 f = f nil /\
  NormalMean.normals (S d) f = NormalMean.normal_mean (fun x => NormalMean.normals d (fun l => f (cons x l))) /\
  NormalMean.normal_mean g = RInt_gen (fun x => density x * g x) (Rbar_locally m_infty) (Rbar_locally p_infty) /\
  forall F, T3_NormalLaw.normal_law d F = NormalMean.normals (S d) (fun l => F (hd 0 l) (tl l)).
Proof. repeat split. Qed.

Theorem vocabulary_normal_features p rho t y w F :
  T3_NormalLaw.features nil t w = w /\
  T3_NormalLaw.features (p :: rho) t (y :: w) = cons (p * t + y) (T3_NormalLaw.features rho t w) /\
  T3_NormalLaw.normal_features rho F = T3_NormalLaw.normal_law (length rho) (fun t w => F t (T3_NormalLaw.features rho t w)).
Proof. repeat split. Qed.

(** How many thresholds a count reaches; lists of L thresholds from 0 to n+1. *)
Theorem vocabulary_tier : (forall k, T9_TieredRate.tier nil k = 0%nat) /\
  forall t ts k, T9_TieredRate.tier (t :: ts) k =
  if Nat.leb t k then S (T9_TieredRate.tier ts k) else T9_TieredRate.tier ts k.
Proof. split; reflexivity. Qed.

Theorem vocabulary_threshold_lists n : T9_TieredRate.threshold_lists 0 n = cons nil nil /\
  forall L, T9_TieredRate.threshold_lists (S L) n =
  flat_map (fun t => map (cons t) (T9_TieredRate.threshold_lists L n)) (seq 0 (S (S n))).
Proof. split; reflexivity. Qed.

(** Two thresholds: base, b0 more from m0 agreements on, b1 more from m1 on; sqrt(log n / log log n). *)
Theorem vocabulary_two_tier_pay base m0 b0 m1 b1 s : T9_TwoTiers.two_tier_pay base m0 b0 m1 b1 s =
  base + b0 * (if Nat.leb m0 (count s) then 1 else 0) + b1 * (if Nat.leb m1 (count s) then 1 else 0).
Proof.
  assert (B : forall m, 1 - CountDeviation.below m (count s) = if Nat.leb m (count s) then 1 else 0).
  { intros m; unfold CountDeviation.below; rewrite PeanoNat.Nat.ltb_antisym.
    destruct (Nat.leb m (count s)); simpl; unfold Rminus; [rewrite Ropp_0; apply Rplus_0_r|apply Rplus_opp_r]. }
  unfold T9_TwoTiers.two_tier_pay, T9_TwoTiers.two_tiers; rewrite !B; reflexivity.
Qed.

Theorem vocabulary_tier_rate n : LogLog.tier_rate n = sqrt (ln (INR n) / ln (ln (INR n))).
Proof. reflexivity. Qed.

(** The model of the certificates: utility w^(1/(curve+1)), agreement base + slope*e, cost scale*e^2. *)
Theorem vocabulary_economy m e : Gap.right_signal m e = Gap.base m + Gap.slope m * e /\
  Gap.effort_cost m e = Gap.scale m * (e * e) /\ (forall v, Gap.wage m v = v ^ S (Gap.curve m)).
Proof. repeat split. Qed.

Theorem vocabulary_premium_offers m v e : Gap.offers m v e =
  ((forall s, length s = Gap.samples m -> 0 <= v s) /\
   (forall d, 0 <= d <= 1 ->
    expect (Gap.right_signal m d) (Gap.samples m) v - Gap.effort_cost m d <=
    expect (Gap.right_signal m e) (Gap.samples m) v - Gap.effort_cost m e) /\
   Gap.outside m <= expect (Gap.right_signal m e) (Gap.samples m) v - Gap.effort_cost m e).
Proof. reflexivity. Qed.

Theorem vocabulary_premium_within m e lo hi : Gap.premium_within m e lo hi =
  ((forall v, Gap.offers m v e ->
     (Gap.outside m + Gap.effort_cost m e) ^ S (Gap.curve m) + lo <=
     expect (Gap.right_signal m e) (Gap.samples m) (fun s => v s ^ S (Gap.curve m))) /\
   (exists v, Gap.offers m v e /\
     expect (Gap.right_signal m e) (Gap.samples m) (fun s => v s ^ S (Gap.curve m)) <=
     (Gap.outside m + Gap.effort_cost m e) ^ S (Gap.curve m) + hi)).
Proof. reflexivity. Qed.

Theorem vocabulary_certified g lo hi : GapCertificate.certified g lo hi =
  Gap.premium_within
    (Gap.Economy (GapCertificate.g_curve g) (GapCertificate.g_samples g) (Q2R (GapCertificate.g_base g))
      (Q2R (GapCertificate.g_slope g)) (Q2R (GapCertificate.g_scale g)) (Q2R (GapCertificate.g_outside g)))
    (Q2R (GapCertificate.g_effort g)) (Q2R lo) (Q2R hi).
Proof. reflexivity. Qed.

(** Linear programs: rows and columns within limits, the objective of every feasible point at least lo, of one at most hi. *)
Theorem vocabulary_program N (p : Checker.program N) x : Checker.feasible p x =
  (Forall2 (fun col t =>
     match Checker.col_low col with Some a => Checker.value a <= t | None => True end /\
     match Checker.col_high col with Some a => t <= Checker.value a | None => True end) (Checker.columns p) x /\
   List.Forall (fun r =>
     match Checker.row_low r with Some a => Checker.value a <= Checker.row_value (Checker.coefficients r) x
       | None => True end /\
     match Checker.row_high r with Some a => Checker.row_value (Checker.coefficients r) x <= Checker.value a
       | None => True end) (Checker.rows p)).
Proof. reflexivity. Qed.

Theorem vocabulary_row N (x : list R) : Checker.row_value (N := N) nil x = 0 /\
  forall j a r, Checker.row_value (N := N) ((j, a) :: r) x = Checker.value a * nth j x 0 + Checker.row_value r x.
Proof. split; reflexivity. Qed.

Theorem vocabulary_bracket N (p : Checker.program N) lo hi : Checker.bracket p lo hi =
  ((exists x, Checker.feasible p x /\
     Checker.value (Checker.constant p) + Checker.dot (map Checker.cost (Checker.columns p)) x <=
     Checker.value (Checker.ratio_num hi) / Checker.value (Checker.ratio_den hi)) /\
   (forall x, Checker.feasible p x ->
     Checker.value (Checker.ratio_num lo) / Checker.value (Checker.ratio_den lo) <=
     Checker.value (Checker.constant p) + Checker.dot (map Checker.cost (Checker.columns p)) x)).
Proof. reflexivity. Qed.

Theorem vocabulary_dot N a d t x : Checker.dot (N := N) (a :: d) (t :: x) = Checker.value a * t + Checker.dot d x /\
  Checker.dot (N := N) nil x = 0 /\ Checker.dot (N := N) (a :: d) nil = 0.
Proof. repeat split. Qed.

Theorem vocabulary_dyadic (a : Checker.dyadic) :
  Checker.value (n := Checker.dyadics) a = IZR (Checker.mantissa a) * powerRZ 2 (Checker.exponent a).
Proof. reflexivity. Qed.

Theorem vocabulary_infeasible N (p : Checker.program N) : Checker.infeasible p = (forall x, ~ Checker.feasible p x).
Proof. reflexivity. Qed.

(** The model of the lower ends: square-root utility, cost scale*e^(power+2), value worth*e. *)
Theorem vocabulary_lower_economy m e :
  LowerEnd.agreement m e = match LowerEnd.monitoring m with
    | LowerEnd.Expert => 1 / 2 + Q2R (LowerEnd.kappa m) * e / 2
    | LowerEnd.TwoLooks => 1 / 2 + Q2R (LowerEnd.kappa m) * (e * e) / 2 end /\
  LowerEnd.effort_cost m e = Q2R (LowerEnd.scale m) * e ^ S (S (LowerEnd.power m)) /\
  LowerEnd.seen m e = Q2R (LowerEnd.worth m) * e -
    (Q2R (LowerEnd.outside m) + LowerEnd.effort_cost m e) * (Q2R (LowerEnd.outside m) + LowerEnd.effort_cost m e).
Proof. repeat split. Qed.

Theorem vocabulary_offers m n v e : LowerEnd.offers m n v e =
  (0 <= e <= 1 /\ (forall s, length s = n -> 0 <= v s) /\
   (forall a, 0 <= a <= 1 -> expect (LowerEnd.agreement m a) n v - LowerEnd.effort_cost m a <=
     expect (LowerEnd.agreement m e) n v - LowerEnd.effort_cost m e) /\
   Q2R (LowerEnd.outside m) <= expect (LowerEnd.agreement m e) n v - LowerEnd.effort_cost m e).
Proof. reflexivity. Qed.

Theorem vocabulary_gap_at_least m n l : LowerEnd.gap_at_least m n l =
  (exists e0, 0 <= e0 <= 1 /\ forall v e, LowerEnd.offers m n v e ->
   Q2R (LowerEnd.worth m) * e - expect (LowerEnd.agreement m e) n (fun s => v s * v s) + l <= LowerEnd.seen m e0).
Proof. reflexivity. Qed.

Theorem vocabulary_lower_ends m ends : LowerEnd.lower_ends m ends =
  (forall n l, In (n, l) ends -> LowerEnd.gap_at_least m (Pos.to_nat n) (Q2R l)).
Proof. reflexivity. Qed.

Theorem vocabulary_gap_at_most m class n u : UpperEnd.gap_at_most m class n u =
  (exists v e, class v /\ LowerEnd.offers m n v e /\ forall e0, 0 <= e0 <= 1 -> LowerEnd.seen m e0 <=
   Q2R (LowerEnd.worth m) * e - expect (LowerEnd.agreement m e) n (fun s => v s * v s) + u).
Proof. reflexivity. Qed.

Theorem vocabulary_upper_ends m class ends : UpperEnd.upper_ends m class ends =
  (forall n u, In (n, u) ends -> UpperEnd.gap_at_most m class (Pos.to_nat n) (Q2R u)).
Proof. reflexivity. Qed.

Theorem vocabulary_classes v : UpperEnd.any_pay v = True /\
  BonusReply.bonus_pay v = (exists x b k, 0 <= b /\ forall s, v s = if Nat.leb k (count s) then x + b else x).
Proof. split; reflexivity. Qed.

(** ** T1, monitoring signals *)

(** Agreement curves ½ + κ_s·η²/2 and ½ + κ_e·η/2. *)

Theorem t1_self_agreement :
  forall (A : Type) (items : list A) (w : A -> R),
   E A items w (fun _ : A => 1) = 1 ->
   forall (p : A -> R) (e : R),
   E A items w
     (fun x : A =>
      (e * p x + (1 - e) * (1 / 2)) * (e * p x + (1 - e) * (1 / 2)) +
      (1 - (e * p x + (1 - e) * (1 / 2))) * (1 - (e * p x + (1 - e) * (1 / 2)))) =
   1 / 2 + E A items w (fun x : A => (2 * p x - 1) * (2 * p x - 1)) * (e * e) / 2.
Proof. exact @T1_MonitoringSignals.self_agreement. Qed.

Theorem t1_expert_agreement :
  forall (A : Type) (items : list A) (w : A -> R),
   E A items w (fun _ : A => 1) = 1 ->
   forall (p r : A -> R) (e : R),
   E A items w
     (fun x : A => (e * p x + (1 - e) * (1 / 2)) * r x + (1 - (e * p x + (1 - e) * (1 / 2))) * (1 - r x)) =
   1 / 2 + E A items w (fun x : A => (2 * p x - 1) * (2 * r x - 1)) * e / 2.
Proof. exact @T1_MonitoringSignals.expert_agreement. Qed.

(** Self-consistency tells more exactly where 4tκ_s² − 3t²κ_s²κ_e² − κ_e² > 0; full and vanishing effort. *)

Theorem t1_self_tells_more_iff :
  forall s k e : R,
   s * (e * e) * (s * (e * e)) < 1 ->
   k * e * (k * e) < 1 ->
   T1_MonitoringSignals.effort_information (T1_MonitoringSignals.q_expert k) e <
   T1_MonitoringSignals.effort_information (T1_MonitoringSignals.q_self s) e <->
   0 < 4 * (e * e) * (s * s) - 3 * (e * e * (e * e)) * (s * s) * (k * k) - k * k.
Proof. exact @T1_MonitoringSignals.self_tells_more_iff. Qed.

Theorem t1_full_effort :
  forall s k : R, 0 <= k <= s -> 0 < s < 1 -> 0 < 4 * 1 * (s * s) - 3 * (1 * 1) * (s * s) * (k * k) - k * k.
Proof. exact @T1_MonitoringSignals.full_effort. Qed.

Theorem t1_low_effort :
  forall s k : R,
   0 < k ->
   exists e0 : R,
     0 < e0 /\
     (forall e : R,
      0 <= e <= e0 -> 4 * (e * e) * (s * s) - 3 * (e * e * (e * e)) * (s * s) * (k * k) - k * k < 0).
Proof. exact @T1_MonitoringSignals.low_effort. Qed.

(** Κ from two looks and gold together. *)

Theorem t1_identified :
  forall kappa e self expert : R,
   self = kappa * (e * e) ->
   expert = kappa * e -> kappa <> 0 -> e <> 0 -> e = self / expert /\ kappa = expert * expert / self.
Proof. exact @T1_MonitoringSignals.identified. Qed.

Theorem t1_identified_by_agreement :
  forall (A : Type) (items : list A) (w p : A -> R) (e : R),
   E A items w (fun _ : A => 1) = 1 ->
   let self :=
     2 *
     E A items w
       (fun x : A =>
        (e * p x + (1 - e) * (1 / 2)) * (e * p x + (1 - e) * (1 / 2)) +
        (1 - (e * p x + (1 - e) * (1 / 2))) * (1 - (e * p x + (1 - e) * (1 / 2)))) - 1 in
   let expert :=
     2 *
     E A items w
       (fun x : A => (e * p x + (1 - e) * (1 / 2)) * p x + (1 - (e * p x + (1 - e) * (1 / 2))) * (1 - p x)) - 1
     in
   E A items w (fun x : A => (2 * p x - 1) * (2 * p x - 1)) <> 0 ->
   e <> 0 ->
   e = self / expert /\ E A items w (fun x : A => (2 * p x - 1) * (2 * p x - 1)) = expert * expert / self.
Proof. exact @T1_MonitoringSignals.identified_by_agreement. Qed.

(** ** T2, sample complexity *)

(** (b): smallest n of a test of two efforts over log(1/δ) → 1/C, both directions; C = min over x of max(KL(x‖q0), KL(x‖q1)). *)

Theorem t2_sample_complexity :
  forall q0 q1 : R,
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   q0 < q1 ->
   forall eps : R,
   0 < eps < 1 ->
   exists delta0 : R,
     0 < delta0 < 1 /\
     (forall delta : R,
      0 < delta < delta0 ->
      (forall n : nat,
       ln (/ delta) / KL (ln ((1 - q0) / (1 - q1)) / (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0))) q0 <= INR n ->
       exists phi : nat -> R,
         (forall k : nat, 0 <= phi k <= 1) /\ 1 - mean q0 n phi <= delta /\ mean q1 n phi <= delta) /\
      (forall (n : nat) (phi : nat -> R),
       (forall k : nat, 0 <= phi k <= 1) ->
       1 - mean q0 n phi <= delta /\ mean q1 n phi <= delta ->
       (1 - eps) *
       (ln (/ delta) / KL (ln ((1 - q0) / (1 - q1)) / (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0))) q0) <=
       INR n)).
Proof. exact @T2_SampleComplexity.sample_complexity. Qed.

Theorem t2_chernoff_minimax :
  forall q0 q1 : R,
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   q0 < q1 ->
   forall x : R,
   0 < x < 1 ->
   KL (ln ((1 - q0) / (1 - q1)) / (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0))) q0 <= Rmax (KL x q0) (KL x q1).
Proof. exact @T2_SampleComplexity.chernoff_minimax. Qed.

(** (a): n·E[(g(S/n) − η)²] → 1/I(η) for the estimated effort g(S/n). *)

Theorem t2_estimate_error :
  forall (g : R -> R) (eta q d : R),
   0 < q < 1 ->
   d <> 0 ->
   0 <= eta <= 1 ->
   (forall x : R, 0 <= g x <= 1) ->
   g q = eta ->
   is_derive g q (/ d) ->
   is_lim_seq (fun n : nat => INR n * mean q n (fun k : nat => (g (INR k / INR n) - eta) ^ 2))
     (Finite (/ information q d)).
Proof. exact @T2_EstimateVariance.estimate_error. Qed.

(** (b): tests on the whole list of signals need no fewer samples. *)

Theorem t2_sample_complexity_list :
  forall q0 q1 : R,
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   q0 < q1 ->
   forall eps : R,
   0 < eps < 1 ->
   exists delta0 : R,
     0 < delta0 < 1 /\
     (forall delta : R,
      0 < delta < delta0 ->
      forall (n : nat) (psi : list bool -> R),
      (forall s : list bool, 0 <= psi s <= 1) ->
      expect q1 n psi <= delta ->
      1 - expect q0 n psi <= delta ->
      (1 - eps) * (ln (/ delta) / KL (ln ((1 - q0) / (1 - q1)) / (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0))) q0) <=
      INR n).
Proof. exact @T2_SampleComplexity.sample_complexity_list. Qed.

(** ** T3, downstream blindness *)

(** The same direction, so the same classifier, at every effort; a unique scale a(η), strictly increasing. *)

Theorem t3_downstream_blindness :
  forall (law : list T3_DownstreamBlindness.atom) (r : R),
   List.Forall (fun z : T3_DownstreamBlindness.atom => 0 <= T3_DownstreamBlindness.weight z) law ->
   (forall f : R -> list R -> R,
    T3_DownstreamBlindness.expect law f =
    T3_DownstreamBlindness.expect law (fun (t : R) (w : list R) => f t (map Ropp w))) ->
   Exists
     (fun z : T3_DownstreamBlindness.atom =>
      0 < T3_DownstreamBlindness.weight z /\ T3_DownstreamBlindness.along z <> 0) law ->
   0 < r ->
   (forall eta : R,
    0 < eta <= 1 ->
    exists a : R,
      (0 < a /\
       T3_DownstreamBlindness.expect law
         (fun (t : R) (_ : list R) =>
          (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
      a <= r /\
      (forall b : R,
       T3_DownstreamBlindness.expect law
         (fun (t : R) (_ : list R) =>
          (/ (1 + exp (- (b * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
       b = a) /\
      (forall (da : R) (dbeta : list R),
       T3_DownstreamBlindness.expect law
         (fun (t : R) (w : list R) =>
          (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
          (da * t + T3_DownstreamBlindness.inner dbeta w)) = 0) /\
      (forall (a' : R) (beta : list R),
       T3_DownstreamBlindness.expect law
         (fun (t : R) (w : list R) =>
          -
          ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
           ln (/ (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
           ln (1 - / (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))))) <=
       T3_DownstreamBlindness.expect law
         (fun (t : R) (w : list R) =>
          -
          ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
           ln (/ (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
           ln (1 - / (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w))))))) /\
      (forall (t : R) (w : list R),
       0 < a * t + T3_DownstreamBlindness.inner nil w <-> 0 < r * t + T3_DownstreamBlindness.inner nil w)) /\
   (0 < r /\
    T3_DownstreamBlindness.expect law
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (r * t))) - (1 / 2 + 1 * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
   (forall eta eta' a a' : R,
    0 < a /\
    T3_DownstreamBlindness.expect law
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    0 < a' /\
    T3_DownstreamBlindness.expect law
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (a' * t))) - (1 / 2 + eta' * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    eta < eta' -> a < a').
Proof. exact @T3_DownstreamBlindness.downstream_blindness. Qed.

(** The same for any law with second moments that is symmetric across θ*; finite laws are instances. *)

Theorem t3_blindness_any_law :
  forall (E : (R -> list R -> R) -> R) (ok : (R -> list R -> R) -> Prop) (r : R),
   0 < r ->
   (forall f g : R -> list R -> R, (forall (t : R) (w : list R), f t w = g t w) -> ok f -> ok g) ->
   (forall f g : R -> list R -> R, ok f -> ok g -> ok (fun (t : R) (w : list R) => f t w + g t w)) ->
   (forall (a : R) (f : R -> list R -> R), ok f -> ok (fun (t : R) (w : list R) => a * f t w)) ->
   (forall f g : R -> list R -> R, ok f -> ok g -> E (fun (t : R) (w : list R) => f t w + g t w) = E f + E g) ->
   (forall (a : R) (f : R -> list R -> R), ok f -> E (fun (t : R) (w : list R) => a * f t w) = a * E f) ->
   (forall f g : R -> list R -> R, ok f -> ok g -> (forall (t : R) (w : list R), f t w <= g t w) -> E f <= E g) ->
   (forall f g : R -> list R -> R,
    ok f ->
    ok g ->
    (forall (t : R) (w : list R), f t w <= g t w) ->
    (forall (t : R) (w : list R), t <> 0 -> f t w < g t w) -> E f < E g) ->
   (forall f : R -> list R -> R, ok f -> E f = E (fun (t : R) (w : list R) => f t (map Ropp w))) ->
   ok (fun (t : R) (_ : list R) => t * t) ->
   (forall a : R, ok (fun (t : R) (_ : list R) => / (1 + exp (- (a * t))) * t)) ->
   (forall (a : R) (beta : list R),
    ok (fun (t : R) (w : list R) => / (1 + exp (- (a * t))) * T3_DownstreamBlindness.inner beta w)) ->
   (forall (a : R) (beta : list R),
    ok (fun (t : R) (w : list R) => ln (1 + exp (a * t + T3_DownstreamBlindness.inner beta w)))) ->
   (forall eta : R,
    0 < eta <= 1 ->
    exists a : R,
      (0 < a /\
       E
         (fun (t : R) (_ : list R) =>
          (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
      a <= r /\
      (forall b : R,
       E
         (fun (t : R) (_ : list R) =>
          (/ (1 + exp (- (b * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
       b = a) /\
      (forall (da : R) (dbeta : list R),
       E
         (fun (t : R) (w : list R) =>
          (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
          (da * t + T3_DownstreamBlindness.inner dbeta w)) = 0) /\
      (forall (a' : R) (beta : list R),
       E
         (fun (t : R) (w : list R) =>
          -
          ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
           ln (/ (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
           ln (1 - / (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))))) <=
       E
         (fun (t : R) (w : list R) =>
          -
          ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
           ln (/ (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
           ln (1 - / (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w))))))) /\
      (forall (t : R) (w : list R),
       0 < a * t + T3_DownstreamBlindness.inner nil w <-> 0 < r * t + T3_DownstreamBlindness.inner nil w)) /\
   (0 < r /\
    E
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (r * t))) - (1 / 2 + 1 * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
   (forall eta eta' a a' : R,
    0 < a /\
    E
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    0 < a' /\
    E
      (fun (t : R) (_ : list R) =>
       (/ (1 + exp (- (a' * t))) - (1 / 2 + eta' * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    eta < eta' -> a < a').
Proof. exact @T3_AnyLaw.blindness_any_law. Qed.

Theorem t3_finite_laws_included :
  forall (law : list T3_DownstreamBlindness.atom) (r : R),
   List.Forall (fun z : T3_DownstreamBlindness.atom => 0 <= T3_DownstreamBlindness.weight z) law ->
   (forall f : R -> list R -> R,
    T3_DownstreamBlindness.expect law f =
    T3_DownstreamBlindness.expect law (fun (t : R) (w : list R) => f t (map Ropp w))) ->
   Exists
     (fun z : T3_DownstreamBlindness.atom =>
      0 < T3_DownstreamBlindness.weight z /\ T3_DownstreamBlindness.along z <> 0) law ->
   0 < r ->
   forall eta : R,
   0 < eta <= 1 ->
   exists a : R,
     (0 < a /\
      T3_DownstreamBlindness.expect law
        (fun (t : R) (_ : list R) =>
         (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
     a <= r /\
     (forall (a' : R) (beta : list R),
      T3_DownstreamBlindness.expect law
        (fun (t : R) (w : list R) =>
         -
         ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
          ln (/ (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))) +
          (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
          ln (1 - / (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))))) <=
      T3_DownstreamBlindness.expect law
        (fun (t : R) (w : list R) =>
         -
         ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) *
          ln (/ (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))) +
          (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) *
          ln (1 - / (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w))))))).
Proof. exact @T3_AnyLaw.finite_laws_included. Qed.


(** The normal law, in any number of dimensions; features that are correlated with t. *)

Theorem t3_blindness_normal_law :
  forall (d : nat) (r : R),
   0 < r ->
   (forall eta : R,
    0 < eta <= 1 ->
    exists a : R,
      (0 < a /\ T3_NormalLaw.normal_law d (fun (t : R) (_ : list R) => (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
      a <= r /\
      (forall b : R, T3_NormalLaw.normal_law d (fun (t : R) (_ : list R) => (/ (1 + exp (- (b * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 -> b = a) /\
      (forall (da : R) (dbeta : list R),
       T3_NormalLaw.normal_law d (fun (t : R) (w : list R) =>
         (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * (da * t + T3_DownstreamBlindness.inner dbeta w)) = 0) /\
      (forall (a' : R) (beta : list R),
       T3_NormalLaw.normal_law d (fun (t : R) (w : list R) =>
        - ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) * ln (/ (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * ln (1 - / (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w))))))  <=
       T3_NormalLaw.normal_law d (fun (t : R) (w : list R) =>
        - ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) * ln (/ (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * ln (1 - / (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))))) ) /\
      (forall (t : R) (w : list R),
       0 < a * t + T3_DownstreamBlindness.inner nil w <-> 0 < r * t + T3_DownstreamBlindness.inner nil w)) /\
   (0 < r /\ T3_NormalLaw.normal_law d (fun (t : R) (_ : list R) => (/ (1 + exp (- (r * t))) - (1 / 2 + 1 * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0) /\
   (forall eta eta' a a' : R,
    0 < a /\ T3_NormalLaw.normal_law d (fun (t : R) (_ : list R) => (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    0 < a' /\ T3_NormalLaw.normal_law d (fun (t : R) (_ : list R) => (/ (1 + exp (- (a' * t))) - (1 / 2 + eta' * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 ->
    eta < eta' -> a < a').
Proof. exact @T3_NormalLaw.blindness_normal_law. Qed.

Theorem t3_blindness_normal_features :
  forall (rho : list R) (r : R),
   0 < r ->
   forall eta : R,
   0 < eta <= 1 ->
   exists a : R,
     0 < a <= r /\
     T3_NormalLaw.normal_features rho (fun (t : R) (_ : list R) => (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 /\
     (forall b : R, T3_NormalLaw.normal_features rho (fun (t : R) (_ : list R) => (/ (1 + exp (- (b * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * t) = 0 -> b = a) /\
     (forall (da : R) (dbeta : list R),
      T3_NormalLaw.normal_features rho (fun (t : R) (w : list R) =>
        (/ (1 + exp (- (a * t))) - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * (da * t + T3_DownstreamBlindness.inner dbeta w)) = 0) /\
     (forall (a' : R) (beta : list R),
      T3_NormalLaw.normal_features rho (fun (t : R) (w : list R) =>
        - ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) * ln (/ (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * ln (1 - / (1 + exp (- (a * t + T3_DownstreamBlindness.inner nil w))))))  <=
      T3_NormalLaw.normal_features rho (fun (t : R) (w : list R) =>
        - ((1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2)) * ln (/ (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))) +
           (1 - (1 / 2 + eta * (/ (1 + exp (- (r * t))) - 1 / 2))) * ln (1 - / (1 + exp (- (a' * t + T3_DownstreamBlindness.inner beta w)))))) ).
Proof. exact @T3_NormalLaw.blindness_normal_features. Qed.

(** ** T4, complementarity *)

(** Without information, or with a flat wage, no care; no cheaper pay than the flat wage then. *)

Theorem t4_blind_implements_nothing :
  forall (A : Type) (space : list A) (law : R -> A -> R) (c : R -> R),
   c 0 = 0 ->
   (forall e : R, 0 < e -> 0 < c e) ->
   (forall (e d : R) (s : A), In s space -> law e s = law d s) ->
   forall (v : A -> R) (e : R),
   0 <= e <= 1 /\ (forall d : R, 0 <= d <= 1 -> E A space (law d) v - c d <= E A space (law e) v - c e) ->
   e = 0.
Proof. exact @T4_Complementarity.blind_implements_nothing. Qed.

Theorem t4_flat_implements_nothing :
  forall (A : Type) (space : list A) (law : R -> A -> R),
   (forall e : R, 0 <= e <= 1 -> E A space (law e) (fun _ : A => 1) = 1) ->
   forall c : R -> R,
   c 0 = 0 ->
   (forall e : R, 0 < e -> 0 < c e) ->
   forall a e : R,
   0 <= e <= 1 /\
   (forall d : R,
    0 <= d <= 1 -> E A space (law d) (fun _ : A => a) - c d <= E A space (law e) (fun _ : A => a) - c e) ->
   e = 0.
Proof. exact @T4_Complementarity.flat_implements_nothing. Qed.

Theorem t4_nothing_costs_the_flat_wage :
  forall (A : Type) (space : list A) (law : R -> A -> R),
   (forall (e : R) (s : A), 0 <= e <= 1 -> In s space -> 0 <= law e s) ->
   (forall e : R, 0 <= e <= 1 -> E A space (law e) (fun _ : A => 1) = 1) ->
   forall (c V h : R -> R) (U0 : R),
   c 0 = 0 ->
   forall slope : R,
   0 <= slope ->
   forall v : A -> R,
   (forall s : A, In s space -> h U0 + slope * (v s - U0) <= h (v s)) ->
   U0 <= E A space (law 0) v - c 0 -> V 0 - E A space (law 0) (fun s : A => h (v s)) <= V 0 - h U0.
Proof. exact @T4_Complementarity.nothing_costs_the_flat_wage. Qed.

(** If a contract beats the flat wage, small rents leave both better off; vanishing gaps beat it from some n on. *)

Theorem t4_both_gain :
  forall (A : Type) (space : list A) (law : R -> A -> R),
   (forall e : R, 0 <= e <= 1 -> E A space (law e) (fun _ : A => 1) = 1) ->
   forall (c V h : R -> R) (U0 : R) (v : A -> R) (e : R),
   0 <= e <= 1 /\ (forall d : R, 0 <= d <= 1 -> E A space (law d) v - c d <= E A space (law e) v - c e) ->
   U0 <= E A space (law e) v - c e ->
   V 0 - h U0 < V e - E A space (law e) (fun s : A => h (v s)) ->
   (forall s : A, In s space -> continuous h (v s)) ->
   exists most : R,
     0 < most /\
     (forall r : R,
      0 < r < most ->
      exists w : A -> R,
        (forall s : A, w s = v s + r) /\
        (0 <= e <= 1 /\ (forall d : R, 0 <= d <= 1 -> E A space (law d) w - c d <= E A space (law e) w - c e)) /\
        U0 + r <= E A space (law e) w - c e /\ V 0 - h U0 < V e - E A space (law e) (fun s : A => h (w s))).
Proof. exact @T4_Complementarity.both_gain. Qed.

Theorem t4_eventually_above_flat :
  forall (payoff : nat -> R) (first_best flat : R),
   is_lim_seq payoff (Finite first_best) ->
   flat < first_best -> Hierarchy.eventually (fun n : nat => flat < payoff n).
Proof. exact @T4_Complementarity.eventually_above_flat. Qed.

(** In the model with n samples: from some n on a contract within the limits on pay leaves both strictly better off; so does a bonus on at least m agreements, also where utility is bounded above. *)

Theorem t4_monitoring_and_contract_gain :
  forall (q c V : R -> R) (eta d c1 U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R),
   0 < eta < 1 ->
   0 < d ->
   0 < q eta < 1 ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   pay (U0 + c eta) ->
   (forall k : R,
    h2 (U0 + c eta) < k ->
    (let ubar := U0 + c eta in
     fun k0 : R =>
     exists C : R,
       0 <= C /\
       (exists N : nat,
          forall n : nat,
          (N <= n)%nat ->
          exists v : list bool -> R,
            ((forall s : list bool, length s = n -> pay (v s)) /\
             (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
             U0 <= expect (q eta) n v - c eta) /\
            expect (q eta) n (fun s : list bool => h (v s)) <=
            h ubar + k0 * (c1 * c1) / (2 * (INR n * information (q eta) d)) + C / (INR n * INR n))) k) ->
   V 0 - h U0 < V eta - h (U0 + c eta) ->
   (forall x : R, pay x -> exists g : R, 0 < g /\ pay (x + g)) ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists most : R,
       0 < most /\
       (forall r : R,
        0 < r < most ->
        exists w : list bool -> R,
          (forall s : list bool, length s = n -> pay (w s)) /\
          (forall e : R, 0 <= e <= 1 -> expect (q e) n w - c e <= expect (q eta) n w - c eta) /\
          U0 + r <= expect (q eta) n w - c eta /\
          V 0 - h U0 < V eta - expect (q eta) n (fun s : list bool => h (w s))).
Proof. exact @T4_BothGain.monitoring_and_contract_gain. Qed.

Theorem t4_monitoring_and_bonus_gain :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   T5_Binomial.interior U0 h h1 q q1 c c1 eta ->
   V 0 - h U0 < V eta - h (U0 + c eta) ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists most : R,
       0 < most /\
       (forall r : R,
        0 < r < most ->
        exists (m : nat) (base b : R),
          T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b eta /\
          U0 + r <= base + b * (1 - mean (q eta) n (fun k : nat => if k <? m then 1 else 0)) - c eta /\
          V 0 - h U0 <
          V eta -
          ((1 - mean (q eta) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
           mean (q eta) n (fun k : nat => if k <? m then 1 else 0) * h base)).
Proof. exact @T4_BothGain.monitoring_and_bonus_gain. Qed.

Theorem t4_monitoring_and_bonus_gain_bounded :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   T5_Binomial.interior U0 h h1 q q1 c c1 eta ->
   V 0 - h U0 < V eta - h (U0 + c eta) ->
   forall (pay : R -> Prop) (h2 : R -> R) (top : R),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   pay umin ->
   (forall x : R, pay x -> 0 < h1 x) ->
   pay top ->
   U0 + c eta < top ->
   c 0 = 0 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists most : R,
       0 < most /\
       (forall r : R,
        0 < r < most ->
        exists (m : nat) (base b : R),
          T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b eta /\
          pay base /\
          pay (base + b) /\
          U0 + r <= base + b * (1 - mean (q eta) n (fun k : nat => if k <? m then 1 else 0)) - c eta /\
          V 0 - h U0 <
          V eta -
          ((1 - mean (q eta) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
           mean (q eta) n (fun k : nat => if k <? m then 1 else 0) * h base)).
Proof. exact @T4_BothGain.monitoring_and_bonus_gain_bounded. Qed.

(** ** T5, binary rate *)

(** No effort tempts, so the bonus is at least c(η); cost at least f(1−f)·b·D(c)/c above the first best. *)

Theorem t5_deviation_binds :
  forall (umin U0 : R) (c : R -> R),
   c 0 = 0 ->
   forall (fail : R -> R) (base b e : R),
   (forall a : R, 0 <= fail a <= 1) ->
   0 < c e -> 0 <= e <= 1 -> T5_BinaryRate.implements umin U0 c fail base b e -> c e <= (1 - fail e) * b.
Proof. exact @T5_BinaryRate.deviation_binds. Qed.

Theorem t5_binary_premium_lower :
  forall (umin U0 : R) (h c : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin <= U0 ->
   forall (fail : R -> R) (base b e : R) (s : NormedModule.sort R_AbsRing R_NormedModule),
   (forall a : R, 0 <= fail a <= 1) ->
   0 < c e ->
   0 <= e <= 1 ->
   is_derive h (U0 + c e) s ->
   T5_BinaryRate.implements umin U0 c fail base b e ->
   h (U0 + c e) + fail e * ((1 - fail e) * b) * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) <=
   (1 - fail e) * h (base + b) + fail e * h base.
Proof. exact @T5_BinaryRate.binary_premium_lower. Qed.

(** Two-point pay: the premium as Bregman distances; D(b)/b nondecreasing. *)

Theorem t5_premium_identity :
  forall (h : R -> R) (u s f b : R),
   (1 - f) * h (u + f * b) + f * h (u - (1 - f) * b) - h u =
   (1 - f) * (h (u - - (f * b)) - h u + - (f * b) * s) + f * (h (u - (1 - f) * b) - h u + (1 - f) * b * s).
Proof. exact @TwoPointPay.premium_identity. Qed.

Theorem t5_bregman_ratio_increasing :
  forall (umin : R) (h : R -> R) (u s : R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   umin <= u ->
   forall x y : R,
   0 < x <= y -> umin <= u - y -> (h (u - x) - h u + x * s) / x <= (h (u - y) - h u + y * s) / y.
Proof. exact @TwoPointPay.bregman_ratio_increasing. Qed.

(** N signals: √(n log n) times the least premium of a bonus for an effort → K_bin, among all tests and among bonuses on at least m agreements alone; below, any test on the count or the list; above, a whole m, no chance. *)

Theorem t5_binomial_lower :
  forall (umin U0 : R) (h h1 q q1 c c1 : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   forall e th : R,
   T5_Binomial.interior U0 h h1 q q1 c c1 e ->
   0 < th <= 1 / 2 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall (phi : nat -> R) (base b : R),
     (forall k : nat, 0 <= phi k <= 1) ->
     T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n phi) base b e ->
     (1 - th) * (1 - th) * (1 - th) *
     (c1 e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e) /
      sqrt (information (q e) (q1 e))) / root_n_log_n n <=
     (1 - mean (q e) n phi) * h (base + b) + mean (q e) n phi * h base - h (U0 + c e).
Proof. exact @T5_Binomial.binomial_lower. Qed.

Theorem t5_binomial_lower_list :
  forall (umin U0 : R) (h h1 q q1 c c1 : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   forall e th : R,
   T5_Binomial.interior U0 h h1 q q1 c c1 e ->
   0 < th <= 1 / 2 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall (psi : list bool -> R) (base b : R),
     (forall l : list bool, 0 <= psi l <= 1) ->
     T5_BinaryRate.implements umin U0 c (fun a : R => expect (q a) n psi) base b e ->
     (1 - th) * (1 - th) * (1 - th) *
     (c1 e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e) /
      sqrt (information (q e) (q1 e))) / root_n_log_n n <=
     (1 - expect (q e) n psi) * h (base + b) + expect (q e) n psi * h base - h (U0 + c e).
Proof. exact @T5_Binomial.binomial_lower_list. Qed.

Theorem t5_deterministic_upper :
  forall (umin U0 : R) (h h1 q q1 c c1 : R -> R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall e : R,
   T5_Binomial.interior U0 h h1 q q1 c c1 e ->
   forall th : R,
   0 < th <= 1 / 4 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists (m : nat) (base b : R),
       T5_BinaryRate.implements umin U0 c
         (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       (1 - mean (q e) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
       mean (q e) n (fun k : nat => if k <? m then 1 else 0) * h base -
       h (U0 + c e) <=
       c1 e / q1 e * sqrt (q e * (1 - q e)) / (1 - 2 * th) *
       ((h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e + 2 * th) /
       root_n_log_n n.
Proof. exact @T5_BinomialLimit.deterministic_upper. Qed.

Theorem t5_binomial_limit :
  forall (umin U0 : R) (h h1 q q1 c c1 : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall e : R,
   T5_Binomial.interior U0 h h1 q q1 c c1 e ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists (phi : nat -> R) (base b : R),
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n phi) base b e /\
       x = (1 - mean (q e) n phi) * h (base + b) + mean (q e) n phi * h base) least /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (least n - h (U0 + c e)))
     (Finite
        (c1 e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e) /
         sqrt (information (q e) (q1 e)))).
Proof. exact @T5_BinomialLimit.binomial_limit. Qed.

Theorem t5_deterministic_limit :
  forall (umin U0 : R) (h h1 q q1 c c1 : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall e : R,
   T5_Binomial.interior U0 h h1 q q1 c c1 e ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists (m : nat) (base b : R),
       T5_BinaryRate.implements umin U0 c
         (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       x = (1 - mean (q e) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
         mean (q e) n (fun k : nat => if k <? m then 1 else 0) * h base) least /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (least n - h (U0 + c e)))
     (Finite
        (c1 e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * h1 (U0 + c e)) / c e) /
         sqrt (information (q e) (q1 e)))).
Proof. exact @T5_BinomialLimit.deterministic_limit. Qed.

(** The gap of binary contracts: √(n log n)·Δ_n → K_bin, effort chosen by the company; the same among bonuses on at least m agreements, m whole. *)

Theorem t5_binary_gap_limit :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   continuity_pt h1 (U0 + c eta) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n phi) base b e /\
       x = V e - ((1 - mean (q e) n phi) * h (base + b) + mean (q e) n phi * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (V eta - h (U0 + c eta) - best n))
     (Finite
        (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
         sqrt (information (q eta) (q1 eta)))).
Proof. exact @T5_BinaryGap.binary_gap_limit. Qed.

Theorem t5_deterministic_gap_limit :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   continuity_pt h1 (U0 + c eta) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements umin U0 c
         (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       x = V e - ((1 - mean (q e) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
         mean (q e) n (fun k : nat => if k <? m then 1 else 0) * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (V eta - h (U0 + c eta) - best n))
     (Finite
        (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
         sqrt (information (q eta) (q1 eta)))).
Proof. exact @T5_BinaryGap.deterministic_gap_limit. Qed.

(** The same two for the reference economy (√w, U0 = 0.3, cost e³/3, κ = 0.8): K_bin = 0.0580…. *)

Theorem t5_example_binary_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements 0 (3 / 10) (fun e0 : R => e0 * e0 * e0 / 3)
         (fun a : R => mean (1 / 2 + 2 / 5 * a) n phi) base b e /\
       x =
       2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
       ((1 - mean (1 / 2 + 2 / 5 * e) n phi) * ((base + b) * (base + b)) +
        mean (1 / 2 + 2 / 5 * e) n phi * (base * base))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
       (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n))
     (Finite (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)))).
Proof. exact @T5_Example.example_binary_gap. Qed.

Theorem t5_example_deterministic_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements 0 (3 / 10) (fun e0 : R => e0 * e0 * e0 / 3)
         (fun a : R => mean (1 / 2 + 2 / 5 * a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       x =
       2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
       ((1 - mean (1 / 2 + 2 / 5 * e) n (fun k : nat => if k <? m then 1 else 0)) * ((base + b) * (base + b)) +
        mean (1 / 2 + 2 / 5 * e) n (fun k : nat => if k <? m then 1 else 0) * (base * base))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
       (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n))
     (Finite (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)))).
Proof. exact @T5_Example.example_deterministic_gap. Qed.

(** The refined formula: the gap of binary contracts over K_bin·M(z)/√n → 1, M Mills' ratio at the slack z that solves the first-order condition at the least bonus; the same for bonuses on at least m agreements, m whole, and for the reference economy. *)

Theorem t5_refined_slack_solves :
  forall C d J : R,
   0 < C ->
   0 < d ->
   0 < J ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     0 < sqrt (2 * ln (C * sqrt (INR n * J) / (d * sqrt (2 * PI)))) /\
     density (sqrt (2 * ln (C * sqrt (INR n * J) / (d * sqrt (2 * PI))))) = d / (C * sqrt (INR n * J)).
Proof. exact @T5_Refined.refined_slack_solves. Qed.

Theorem t5_binary_gap_refined :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   c 0 = 0 ->
   (forall x y t : R, umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   continuity_pt h1 (U0 + c eta) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n phi) base b e /\
       x = V e - ((1 - mean (q e) n phi) * h (base + b) + mean (q e) n phi * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      (V eta - h (U0 + c eta) - best n) /
      (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
       sqrt (information (q eta) (q1 eta)) *
       mills (sqrt (2 * ln (c eta * sqrt (INR n * information (q eta) (q1 eta)) / (c1 eta * sqrt (2 * PI))))) /
       sqrt (INR n))) 1.
Proof. exact @T5_Refined.binary_gap_refined. Qed.

Theorem t5_deterministic_gap_refined :
  forall (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R),
   c 0 = 0 ->
   (forall x y t : R, umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   continuity_pt h1 (U0 + c eta) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0))
         base b e /\
       x =
       V e -
       ((1 - mean (q e) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
        mean (q e) n (fun k : nat => if k <? m then 1 else 0) * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      (V eta - h (U0 + c eta) - best n) /
      (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
       sqrt (information (q eta) (q1 eta)) *
       mills (sqrt (2 * ln (c eta * sqrt (INR n * information (q eta) (q1 eta)) / (c1 eta * sqrt (2 * PI))))) /
       sqrt (INR n))) 1.
Proof. exact @T5_Refined.deterministic_gap_refined. Qed.

Theorem t5_example_refined :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements 0 (3 / 10) (fun e0 : R => e0 * e0 * e0 / 3)
         (fun a : R => mean (1 / 2 + 2 / 5 * a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       x =
       2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
       ((1 - mean (1 / 2 + 2 / 5 * e) n (fun k : nat => if k <? m then 1 else 0)) * ((base + b) * (base + b)) +
        mean (1 / 2 + 2 / 5 * e) n (fun k : nat => if k <? m then 1 else 0) * (base * base))) best /\
   is_lim_seq
     (fun n : nat =>
      (2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
       (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n) /
      (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)) *
       mills (sqrt (2 * ln (343 / 3000 * sqrt (INR n * information (39 / 50) (2 / 5)) / (49 / 100 * sqrt (2 * PI))))) /
       sqrt (INR n))) 1.
Proof. exact @T5_Refined.example_refined. Qed.

(** The gap of binary contracts, and that among bonuses on at least m agreements, where utility may be bounded above: the same limit; with no assumption left for CARA and log, wages at least 0, and for w^0.3 with self-consistency. *)

Theorem t5_bounded_gap_limit :
  forall (pay : R -> Prop) (umin top U0 : R) (h h1 h2 q q1 c c1 V : R -> R) (eta : R),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   pay umin ->
   (forall x : R, pay x -> 0 < h1 x) ->
   pay top ->
   (forall e : R, 0 <= e <= 1 -> U0 + c e < top) ->
   c 0 = 0 ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements umin U0 c (fun a : R => mean (q a) n phi) base b e /\
       pay (base + b) /\ x = V e - ((1 - mean (q e) n phi) * h (base + b) + mean (q e) n phi * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (V eta - h (U0 + c eta) - best n))
     (Finite
        (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
         sqrt (information (q eta) (q1 eta)))).
Proof. exact @T5_BoundedUtility.bounded_gap_limit. Qed.

Theorem t5_bounded_deterministic_gap_limit :
  forall (pay : R -> Prop) (umin top U0 : R) (h h1 h2 q q1 c c1 V : R -> R) (eta : R),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   pay umin ->
   (forall x : R, pay x -> 0 < h1 x) ->
   pay top ->
   (forall e : R, 0 <= e <= 1 -> U0 + c e < top) ->
   c 0 = 0 ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> 0 <= q a <= 1) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> T5_Binomial.interior U0 h h1 q q1 c c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements umin U0 c
         (fun a : R => mean (q a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       pay (base + b) /\
       x = V e - ((1 - mean (q e) n (fun k : nat => if k <? m then 1 else 0)) * h (base + b) +
         mean (q e) n (fun k : nat => if k <? m then 1 else 0) * h base)) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (V eta - h (U0 + c eta) - best n))
     (Finite
        (c1 eta * ((h (U0 + c eta - c eta) - h (U0 + c eta) + c eta * h1 (U0 + c eta)) / c eta) /
         sqrt (information (q eta) (q1 eta)))).
Proof. exact @T5_BoundedUtility.bounded_deterministic_gap_limit. Qed.

Theorem t5_cara_binary_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements 0 (3 / 20) (fun e0 : R => 3 / 20 * (e0 * e0))
         (fun a : R => mean (1 / 2 + 3 / 5 / 2 * a) n phi) base b e /\
       (0 <= base + b /\ 2 * (base + b) < 1) /\
       x =
       / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 3 / 5 / 2 * e) n phi) * (- ln (1 - 2 * (base + b)) / 2) +
        mean (1 / 2 + 3 / 5 / 2 * e) n phi * (- ln (1 - 2 * base) / 2))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (/ (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * (3 / 5) -
       - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 - best n))
     (Finite
        (3 / 20 * (2 * (3 / 5)) *
         ((- ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)) - 3 / 20 * (3 / 5 * (3 / 5)))) / 2 -
           - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 +
           3 / 20 * (3 / 5 * (3 / 5)) * / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5))))) /
          (3 / 20 * (3 / 5 * (3 / 5)))) / sqrt (information (1 / 2 + 3 / 5 / 2 * (3 / 5)) (3 / 5 / 2)))).
Proof. exact @T7_Families.cara_binary_gap. Qed.

Theorem t5_cara_deterministic_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements 0 (3 / 20) (fun e0 : R => 3 / 20 * (e0 * e0))
         (fun a : R => mean (1 / 2 + 3 / 5 / 2 * a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       (0 <= base + b /\ 2 * (base + b) < 1) /\
       x =
       / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 3 / 5 / 2 * e) n (fun k : nat => if k <? m then 1 else 0)) * (- ln (1 - 2 * (base + b)) / 2) +
        mean (1 / 2 + 3 / 5 / 2 * e) n (fun k : nat => if k <? m then 1 else 0) * (- ln (1 - 2 * base) / 2))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (/ (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * (3 / 5) -
       - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 - best n))
     (Finite
        (3 / 20 * (2 * (3 / 5)) *
         ((- ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)) - 3 / 20 * (3 / 5 * (3 / 5)))) / 2 -
           - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 +
           3 / 20 * (3 / 5 * (3 / 5)) * / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5))))) /
          (3 / 20 * (3 / 5 * (3 / 5)))) / sqrt (information (1 / 2 + 3 / 5 / 2 * (3 / 5)) (3 / 5 / 2)))).
Proof. exact @T7_Families.cara_deterministic_gap. Qed.

Theorem t5_log_binary_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements 0 (2 / 5) (fun e0 : R => 1 / 5 * (e0 * e0))
         (fun a : R => mean (1 / 2 + 7 / 10 / 2 * a) n phi) base b e /\
       0 <= base + b /\
       x =
       1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 7 / 10 / 2 * e) n phi) * (1 / 2 * (exp (base + b) - 1)) +
        mean (1 / 2 + 7 / 10 / 2 * e) n phi * (1 / 2 * (exp base - 1)))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * (3 / 5) -
       1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) - best n))
     (Finite
        (1 / 5 * (2 * (3 / 5)) *
         ((1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5)) - 1 / 5 * (3 / 5 * (3 / 5))) - 1) -
           1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) +
           1 / 5 * (3 / 5 * (3 / 5)) * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))))) /
          (1 / 5 * (3 / 5 * (3 / 5)))) / sqrt (information (1 / 2 + 7 / 10 / 2 * (3 / 5)) (7 / 10 / 2)))).
Proof. exact @T7_Families.log_binary_gap. Qed.

Theorem t5_log_deterministic_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements 0 (2 / 5) (fun e0 : R => 1 / 5 * (e0 * e0))
         (fun a : R => mean (1 / 2 + 7 / 10 / 2 * a) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       0 <= base + b /\
       x =
       1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 7 / 10 / 2 * e) n (fun k : nat => if k <? m then 1 else 0)) * (1 / 2 * (exp (base + b) - 1)) +
        mean (1 / 2 + 7 / 10 / 2 * e) n (fun k : nat => if k <? m then 1 else 0) * (1 / 2 * (exp base - 1)))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * (3 / 5) -
       1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) - best n))
     (Finite
        (1 / 5 * (2 * (3 / 5)) *
         ((1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5)) - 1 / 5 * (3 / 5 * (3 / 5))) - 1) -
           1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) +
           1 / 5 * (3 / 5 * (3 / 5)) * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))))) /
          (1 / 5 * (3 / 5 * (3 / 5)))) / sqrt (information (1 / 2 + 7 / 10 / 2 * (3 / 5)) (7 / 10 / 2)))).
Proof. exact @T7_Families.log_deterministic_gap. Qed.

Theorem t5_power_binary_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (phi : nat -> R) (base b : R),
       0 <= e <= 1 /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T5_BinaryRate.implements (1 / 100) (3 / 5) (fun e0 : R => 3 / 20 * (e0 * e0 * (e0 * e0)))
         (fun a : R => mean (1 / 2 + 3 / 8 * (a * a)) n phi) base b e /\
       1 / 100 <= base + b /\
       x =
       10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 3 / 8 * (e * e)) n phi) * Rpower (base + b) (10 / 3) +
        mean (1 / 2 + 3 / 8 * (e * e)) n phi * Rpower base (10 / 3))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * (3 / 5) -
       Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) - best n))
     (Finite
        (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5)) *
         ((Rpower
             (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))) -
              3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) -
           Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) +
           3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))) *
           (10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1))) /
          (3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))))) /
         sqrt (information (1 / 2 + 3 / 8 * (3 / 5 * (3 / 5))) (3 / 4 * (3 / 5))))).
Proof. exact @T7_PowerFamily.power_binary_gap. Qed.

Theorem t5_power_deterministic_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (m : nat) (base b : R),
       0 <= e <= 1 /\
       T5_BinaryRate.implements (1 / 100) (3 / 5) (fun e0 : R => 3 / 20 * (e0 * e0 * (e0 * e0)))
         (fun a : R => mean (1 / 2 + 3 / 8 * (a * a)) n (fun k : nat => if k <? m then 1 else 0)) base b e /\
       1 / 100 <= base + b /\
       x =
       10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * e -
       ((1 - mean (1 / 2 + 3 / 8 * (e * e)) n (fun k : nat => if k <? m then 1 else 0)) * Rpower (base + b) (10 / 3) +
        mean (1 / 2 + 3 / 8 * (e * e)) n (fun k : nat => if k <? m then 1 else 0) * Rpower base (10 / 3))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * (3 / 5) -
       Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) - best n))
     (Finite
        (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5)) *
         ((Rpower
             (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))) -
              3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) -
           Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) +
           3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))) *
           (10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1))) /
          (3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5))))) /
         sqrt (information (1 / 2 + 3 / 8 * (3 / 5 * (3 / 5))) (3 / 4 * (3 / 5))))).
Proof. exact @T7_PowerFamily.power_deterministic_gap. Qed.

(** Gaussian signal: cost of order 1/√(n log n) from both sides, with explicit constants. *)

Theorem t5_gaussian_binary_lower :
  forall (umin U0 : R) (h c : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin <= U0 ->
   forall dc : R -> R,
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   forall (k t base b e : R) (s : NormedModule.sort R_AbsRing R_NormedModule),
   0 < k ->
   0 < e < 1 ->
   0 < c e ->
   0 < dc e ->
   is_derive h (U0 + c e) s ->
   T5_BinaryRate.implements umin U0 c (fun a : R => tail (k * (a - t))) base b e ->
   let B := U0 + c e - umin in
   let Z := sqrt (2 * ln (4 * B * k / (dc e * G))) in
   h (U0 + c e) +
   Rmin (Rmin (s * B) (c e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) / 2))
     (dc e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) / 2 * (Z / (1 + Z * Z)) / k) <=
   (1 - tail (k * (e - t))) * h (base + b) + tail (k * (e - t)) * h base.
Proof. exact @T5_BinaryRate.gaussian_binary_lower. Qed.

Theorem t5_gaussian_binary_upper :
  forall (umin U0 : R) (h c : R -> R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   forall dc : R -> R,
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   (forall x y : R, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   forall (k b e : R) (s : NormedModule.sort R_AbsRing R_NormedModule),
   0 < k ->
   0 <= e <= 1 ->
   0 < dc e ->
   is_derive h (U0 + c e) s ->
   dc e * G < b * k ->
   b <= U0 + c e - umin ->
   let z := sqrt (2 * ln (b * k / (dc e * G))) in
   let t := e - z / k in
   let f := tail (k * (e - t)) in
   2 * (dc e / (k * z)) <= b - c e ->
   T5_BinaryRate.implements umin U0 c (fun a : R => tail (k * (a - t))) (U0 + c e - (1 - f) * b) b e /\
   (1 - tail (k * (e - t))) * h (U0 + c e - (1 - f) * b + b) + tail (k * (e - t)) * h (U0 + c e - (1 - f) * b) <=
   h (U0 + c e) +
   dc e / (k * z) *
   ((h (U0 + c e - b) - h (U0 + c e) + b * s + (h (U0 + c e - - b) - h (U0 + c e) + - b * s)) / b).
Proof. exact @T5_BinaryRate.gaussian_binary_upper. Qed.

Theorem t5_gaussian_binary_rate :
  forall (umin U0 : R) (h c : R -> R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin <= U0 ->
   forall dc : R -> R,
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   (forall x y : R, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   forall (J e : R) (s : NormedModule.sort R_AbsRing R_NormedModule),
   0 < J ->
   0 < e < 1 ->
   0 < c e ->
   0 < dc e ->
   umin < U0 ->
   is_derive h (U0 + c e) s ->
   0 < s ->
   0 < (h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e ->
   0 < dc e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) / (4 * sqrt (2 * J)) /\
   (exists N : nat,
      forall n : nat,
      (N <= n)%nat ->
      (exists t base b : R,
         T5_BinaryRate.implements umin U0 c (fun a : R => tail (sqrt (INR n * J) * (a - t))) base b e /\
         (1 - tail (sqrt (INR n * J) * (e - t))) * h (base + b) + tail (sqrt (INR n * J) * (e - t)) * h base -
         h (U0 + c e) <=
         (let b0 := U0 + c e - umin in
          dc e / sqrt (J / 2) *
          ((h (U0 + c e - b0) - h (U0 + c e) + b0 * s + (h (U0 + c e - - b0) - h (U0 + c e) + - b0 * s)) / b0)) /
         root_n_log_n n) /\
      (forall t base b : R,
       T5_BinaryRate.implements umin U0 c (fun a : R => tail (sqrt (INR n * J) * (a - t))) base b e ->
       dc e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) / (4 * sqrt (2 * J)) / root_n_log_n n <=
       (1 - tail (sqrt (INR n * J) * (e - t))) * h (base + b) + tail (sqrt (INR n * J) * (e - t)) * h base -
       h (U0 + c e))).
Proof. exact @T5_BinaryRate.gaussian_binary_rate. Qed.

(** Gaussian signal: √(n log n) times the least premium of a bonus → its constant. *)

Theorem t5_binary_lower_sharp :
  forall (umin U0 : R) (h c dc : R -> R) (J e s : R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   0 < J ->
   0 < e < 1 ->
   0 < c e ->
   0 < dc e ->
   is_derive h (U0 + c e) s ->
   0 < s ->
   0 < (h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e ->
   forall th : R,
   0 < th <= 1 / 2 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall t base b : R,
     T5_BinaryRate.implements umin U0 c (fun a : R => tail (sqrt (INR n * J) * (a - t))) base b e ->
     (1 - th) * (1 - th) *
     (let ratio := (h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e in dc e * ratio / sqrt J) /
     root_n_log_n n <=
     (1 - tail (sqrt (INR n * J) * (e - t))) * h (base + b) + tail (sqrt (INR n * J) * (e - t)) * h base -
     h (U0 + c e).
Proof. exact @T5_Limit.binary_lower_sharp. Qed.

Theorem t5_binary_upper_sharp :
  forall (umin U0 : R) (h c dc : R -> R) (J e s : R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   (forall x y : R, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   0 < J ->
   0 < e < 1 ->
   0 < c e ->
   0 < dc e ->
   is_derive h (U0 + c e) s ->
   0 < (h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e ->
   forall th : R,
   0 < th <= 1 ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists t base b : R,
       T5_BinaryRate.implements umin U0 c (fun a : R => tail (sqrt (INR n * J) * (a - t))) base b e /\
       (1 - tail (sqrt (INR n * J) * (e - t))) * h (base + b) + tail (sqrt (INR n * J) * (e - t)) * h base -
       h (U0 + c e) <=
       (1 + th) * (dc e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e + 2 * th) / sqrt J) /
       root_n_log_n n.
Proof. exact @T5_Limit.binary_upper_sharp. Qed.

Theorem t5_binary_limit :
  forall (umin U0 : R) (h c dc : R -> R) (J e s : R),
   c 0 = 0 ->
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   umin < U0 ->
   (forall a : R, 0 <= a <= 1 -> is_derive c a (dc a)) ->
   (forall x y : R, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y) ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   0 < J ->
   0 < e < 1 ->
   0 < c e ->
   0 < dc e ->
   is_derive h (U0 + c e) s ->
   0 < s ->
   0 < (h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists t base b : R,
       T5_BinaryRate.implements umin U0 c (fun a : R => tail (sqrt (INR n * J) * (a - t))) base b e /\
       x =
       (1 - tail (sqrt (INR n * J) * (e - t))) * h (base + b) +
       tail (sqrt (INR n * J) * (e - t)) * h base) least /\
   is_lim_seq (fun n : nat => root_n_log_n n * (least n - h (U0 + c e)))
     (Finite (dc e * ((h (U0 + c e - c e) - h (U0 + c e) + c e * s) / c e) / sqrt J)).
Proof. exact @T5_Limit.binary_limit. Qed.

(** Upper ends of the gap of bonus contracts at n = 100 to 10^6, effort chosen by the company: the two committed economies with √w (a.toml, gec.toml), as numbers. *)

Theorem t5_Bonus_A :
  UpperEnd.upper_ends
    (LowerEnd.Economy LowerEnd.Expert (Qmake (3602879701896397) 4503599627370496)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984)) BonusReply.bonus_pay
    ((100%positive, Qmake (449983539518) 100000000000000) ::
     (1000%positive, Qmake (928178609711) 1000000000000000) ::
     (10000%positive, Qmake (233384414923) 1000000000000000) ::
     (100000%positive, Qmake (629971213255) 10000000000000000) ::
     (1000000%positive, Qmake (176552982912) 10000000000000000) :: nil).
Proof. exact @Bonus_A.certified. Qed.

Theorem t5_Bonus_GEC :
  UpperEnd.upper_ends
    (LowerEnd.Economy LowerEnd.TwoLooks (Qmake (6944550625405305) 9007199254740992)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984)) BonusReply.bonus_pay
    ((100%positive, Qmake (346164622071) 100000000000000) ::
     (1000%positive, Qmake (739639698967) 1000000000000000) ::
     (10000%positive, Qmake (188103820880) 1000000000000000) ::
     (100000%positive, Qmake (510894232524) 10000000000000000) ::
     (1000000%positive, Qmake (143764101262) 10000000000000000) :: nil).
Proof. exact @Bonus_GEC.certified. Qed.

(** ** T6, linear rate *)

(** Pay whose utility is linear in the score keeps participation and incentives and costs at most h(u) + M·c′²/(2I). *)

Theorem t6_linear_participation :
  forall (A : Type) (space : list A) (p : A -> R),
   E A space p (fun _ : A => 1) = 1 ->
   forall (g : A -> R) (u i c : R), E A space p g = 0 -> E A space p (fun s : A => u + c / i * g s) = u.
Proof. exact @T6_LinearRate.linear_participation. Qed.

Theorem t6_linear_incentive :
  forall (A : Type) (space : list A) (p g : A -> R) (u i c : R),
   E A space p g = 0 ->
   E A space p (fun s : A => g s * g s) = i -> 0 < i -> E A space p (fun s : A => (u + c / i * g s) * g s) = c.
Proof. exact @T6_LinearRate.linear_incentive. Qed.

Theorem t6_linear_upper_bound :
  forall (A : Type) (space : list A) (p : A -> R),
   (forall s : A, In s space -> 0 <= p s) ->
   E A space p (fun _ : A => 1) = 1 ->
   forall (h : R -> R) (g : A -> R) (u d m i c : R),
   E A space p g = 0 ->
   E A space p (fun s : A => g s * g s) = i ->
   0 < i ->
   (forall s : A,
    In s space -> let v := u + c / i * g s in h v <= h u + d * (v - u) + m / 2 * ((v - u) * (v - u))) ->
   E A space p (fun s : A => h (u + c / i * g s)) <= h u + m * (c * c) / (2 * i).
Proof. exact @T6_LinearRate.linear_upper_bound. Qed.

(** N signals, pay whose utility is concave in the count (linear is): the stationary effort is a best reply among all efforts. *)

Theorem t6_concave_pay_implements :
  forall (m : Gap.economy) (e : R) (f : nat -> R),
   0 <= Gap.base m ->
   0 <= Gap.slope m ->
   Gap.base m + Gap.slope m <= 1 ->
   0 <= Gap.scale m ->
   0 < e < 1 ->
   (forall k : nat, 0 <= f k) ->
   (forall k : nat, (S k < Gap.samples m)%nat -> f (S (S k)) - 2 * f (S k) + f k <= 0) ->
   Gap.outside m + Gap.effort_cost m e <= mean (Gap.right_signal m e) (Gap.samples m) f ->
   match Gap.samples m with
   | 0%nat => 0
   | S m0 => INR (Gap.samples m) * mean (Gap.right_signal m e) m0 (fun k : nat => f (S k) - f k)
   end * Gap.slope m = Gap.scale m * (2 * e) -> Gap.offers m (fun s : list bool => f (count s)) e.
Proof. exact @Gap.concave_pay_implements. Qed.

(** N signals: effort is a best reply among all efforts to the contract whose utility is linear in the count, which costs at most h(u) + M·c′²/(2nI). *)

Theorem t6_linear_contract_participates :
  forall (q c : R -> R) (eta d c1 : R),
   d <> 0 ->
   forall (U0 : R) (n : nat),
   (0 < n)%nat ->
   U0 <= expect (q eta) n (fun s : list bool => U0 + c eta + c1 / d * (INR (count s) / INR n - q eta)) - c eta.
Proof. exact @T6_LinearRate.linear_contract_participates. Qed.

Theorem t6_linear_contract_implements :
  forall (q c : R -> R) (eta d c1 : R),
   d <> 0 ->
   forall (u : R) (n : nat),
   (0 < n)%nat ->
   0 <= eta <= 1 ->
   0 < d ->
   is_derive q eta d ->
   is_derive c eta c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall e : R,
   0 <= e <= 1 ->
   expect (q e) n (fun s : list bool => u + c1 / d * (INR (count s) / INR n - q eta)) - c e <=
   expect (q eta) n (fun s : list bool => u + c1 / d * (INR (count s) / INR n - q eta)) - c eta.
Proof. exact @T6_LinearRate.linear_contract_implements. Qed.

Theorem t6_concave_contract_implements :
  forall (q c : R -> R) (eta d c1 : R) (w : nat -> R) (n : nat),
   0 <= eta <= 1 ->
   0 < d ->
   is_derive q eta d ->
   is_derive c eta c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall k : nat, (S k <= n)%nat -> w (S (S k)) - w (S k) <= w (S k) - w k) ->
   INR (S n) * mean (q eta) n (fun k : nat => w (S k) - w k) * d = c1 ->
   forall e : R,
   0 <= e <= 1 ->
   expect (q e) (S n) (fun s : list bool => w (count s)) - c e <=
   expect (q eta) (S n) (fun s : list bool => w (count s)) - c eta.
Proof. exact @T6_LinearRate.concave_contract_implements. Qed.

Theorem t6_model_upper_bound :
  forall (q : R -> R) (eta d c1 : R),
   d <> 0 ->
   0 < q eta < 1 ->
   forall (h : R -> R) (u s M : R) (n : nat),
   (0 < n)%nat ->
   (forall x : R,
    (exists k : nat, (k <= n)%nat /\ x = u + c1 / d * (INR k / INR n - q eta)) ->
    h x <= h u + s * (x - u) + M / 2 * ((x - u) * (x - u))) ->
   expect (q eta) n (fun l : list bool => h (u + c1 / d * (INR (count l) / INR n - q eta))) <=
   h u + M * (c1 * c1) / (2 * (INR n * information (q eta) d)).
Proof. exact @T6_LinearRate.model_upper_bound. Qed.

(** Limited liability that binds: from some n on some contract (in the proof linear pay cut off at the limits) makes effort a best reply among all efforts and costs at most h(ū) + k·c′²/(2nI) + O(1/n²), any k > h″(ū); n times the least premium → K_lin. *)

Theorem t6_liable_upper :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   0 < d ->
   0 < q eta < 1 ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   0 < c1 ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   forall m : R,
   0 < m ->
   (forall e : R,
    0 <= e <= 1 -> c eta + c1 / d * (q e - q eta) + m / 2 * ((q e - q eta) * (q e - q eta)) <= c e) ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x : R, pay x -> is_derive h x (h1 x)) ->
   (forall x : R, pay x -> is_derive h1 x (h2 x)) ->
   (forall x : R, pay x -> 0 <= h2 x) ->
   (forall eps : R,
    0 < eps ->
    exists delta : R,
      0 < delta /\
      (forall y : R, pay y -> Rabs (y - (U0 + c eta)) <= delta -> Rabs (h2 y - h2 (U0 + c eta)) <= eps)) ->
   forall lo hi : R,
   pay lo ->
   pay hi ->
   lo < U0 ->
   U0 + c eta < hi ->
   forall k : R,
   h2 (U0 + c eta) < k ->
   (let ubar := U0 + c eta in
    fun k0 : R =>
    exists C : R,
      0 <= C /\
      (exists N : nat,
         forall n : nat,
         (N <= n)%nat ->
         exists v : list bool -> R,
           ((forall s : list bool, length s = n -> pay (v s)) /\
            (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
            U0 <= expect (q eta) n v - c eta) /\
           expect (q eta) n (fun s : list bool => h (v s)) <=
           h ubar + k0 * (c1 * c1) / (2 * (INR n * information (q eta) d)) + C / (INR n * INR n))) k.
Proof. exact @T6_LimitedLiability.liable_upper. Qed.

Theorem t6_premium_limit_liable :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   0 < c1 ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   forall m : R,
   0 < m ->
   (forall e : R,
    0 <= e <= 1 -> c eta + c1 / d * (q e - q eta) + m / 2 * ((q e - q eta) * (q e - q eta)) <= c e) ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x : R, pay x -> is_derive h x (h1 x)) ->
   (forall x : R, pay x -> is_derive h1 x (h2 x)) ->
   (forall x : R, pay x -> 0 <= h2 x) ->
   (forall eps : R,
    0 < eps ->
    exists delta : R,
      0 < delta /\
      (forall y : R, pay y -> Rabs (y - (U0 + c eta)) <= delta -> Rabs (h2 y - h2 (U0 + c eta)) <= eps)) ->
   forall lo hi : R,
   pay lo ->
   pay hi ->
   lo < U0 ->
   U0 + c eta < hi ->
   is_derive c eta c1 ->
   (forall y : R, exists B : R, forall x : R, pay x -> y * x - h x <= B) ->
   0 <= h1 (U0 + c eta) ->
   0 < h2 (U0 + c eta) ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists v : list bool -> R,
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
        U0 <= expect (q eta) n v - c eta) /\ x = expect (q eta) n (fun s : list bool => h (v s))) least /\
   is_lim_seq
     (fun n : nat =>
      INR n * (least n -
       h (U0 + c eta))) (Finite (h2 (U0 + c eta) * (c1 * c1) / (2 * information (q eta) d))).
Proof. exact @T6_LimitedLiability.premium_limit_liable. Qed.

(** Linear wages with a floor, max(w_min, α + βS/n): some come within (K_lin + ε)/n of the first best, any ε > 0, from some n on, whichever best reply the annotator makes; the best of them, effort chosen by the company, has n·Δ_n → K_lin. *)

Theorem t6_linear_wage_attains :
  forall (q q1 c c1 V V1 : R -> R) (eta q2 V2 U0 : R) (pay : R -> Prop) (h h1 h2 u : R -> R) (floor : R),
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   is_derive q1 eta q2 ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt q e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt c e) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 < e < 1 -> is_derive V e (V1 e)) ->
   is_derive V1 eta V2 ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall w : R, floor <= w -> pay (u w) /\ h (u w) = w) ->
   u floor < U0 ->
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists alpha beta : R,
       (exists e : R,
          0 <= e <= 1 /\
          (forall e0 : R,
           0 <= e0 <= 1 ->
           expect (q e0) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e0 <=
           expect (q e) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e)) /\
       (forall e : R,
        0 <= e <= 1 ->
        (forall e0 : R,
         0 <= e0 <= 1 ->
         expect (q e0) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e0 <=
         expect (q e) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e) ->
        U0 <= expect (q e) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e /\
        V eta - h (U0 + c eta) -
        (h2 (U0 + c eta) * (c1 eta * c1 eta / (2 * information (q eta) (q1 eta))) + eps) / INR n <=
        V e - expect (q e) n (fun s : list bool => Rmax floor (alpha + beta * (INR (count s) / INR n)))).
Proof. exact @T6_LinearWage.linear_wage_attains. Qed.

Theorem t6_linear_wage_gap :
  forall (q q1 c c1 V V1 : R -> R) (eta q2 V2 U0 : R) (pay : R -> Prop) (h h1 h2 u : R -> R) (floor : R),
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   is_derive q1 eta q2 ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt q e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt c e) ->
   continuity_pt c1 eta ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 < e < 1 -> is_derive V e (V1 e)) ->
   is_derive V1 eta V2 ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   (forall w : R, floor <= w -> pay (u w) /\ h (u w) = w) ->
   u floor < U0 ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists e alpha beta : R,
       0 <= e <= 1 /\
       (forall e0 : R,
        0 <= e0 <= 1 ->
        expect (q e0) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e0 <=
        expect (q e) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e) /\
       U0 <=
       expect (q e) n (fun s : list bool => u (Rmax floor (alpha + beta * (INR (count s) / INR n)))) - c e /\
       x = V e - expect (q e) n (fun s : list bool => Rmax floor (alpha + beta * (INR (count s) / INR n)))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (V eta - h (U0 + c eta) - best n))
     (Finite (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta)))).
Proof. exact @T6_LinearWage.linear_wage_gap. Qed.

(** The same for the reference economy, and for CARA and log with an expert's labels, wages at least 0 in each: for the reference economy K_lin = 0.2575…. *)

Theorem t6_example_linear_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists e alpha beta : R,
       0 <= e <= 1 /\
       (forall e0 : R,
        0 <= e0 <= 1 ->
        expect (1 / 2 + 2 / 5 * e0) n
            (fun s : list bool => sqrt (Rmax 0 (alpha + beta * (INR (count s) / INR n))))
          - e0 * e0 * e0 / 3 <=
        expect (1 / 2 + 2 / 5 * e) n
            (fun s : list bool => sqrt (Rmax 0 (alpha + beta * (INR (count s) / INR n)))) - e * e * e / 3) /\
       3 / 10 <= expect (1 / 2 + 2 / 5 * e) n
           (fun s : list bool => sqrt (Rmax 0 (alpha + beta * (INR (count s) / INR n)))) - e * e * e / 3 /\
       x =
       2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
       expect (1 / 2 + 2 / 5 * e) n (fun s : list bool => Rmax 0 (alpha + beta * (INR (count s) / INR n)))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
       (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n))
     (Finite
        ((49 / 100) ^ 2 / information (39 / 50) (2 / 5))).
Proof. exact @T7_Example.example_linear_gap. Qed.

Theorem t6_cara_linear_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists e alpha beta : R,
       0 <= e <= 1 /\
       (forall e0 : R,
        0 <= e0 <= 1 ->
        expect (1 / 2 + 3 / 5 / 2 * e0) n
            (fun s : list bool => (1 - exp (- (2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))) / 2)
          - 3 / 20 * (e0 * e0) <=
        expect (1 / 2 + 3 / 5 / 2 * e) n
            (fun s : list bool => (1 - exp (- (2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))) / 2)
          - 3 / 20 * (e * e)) /\
       3 / 20 <= expect (1 / 2 + 3 / 5 / 2 * e) n
           (fun s : list bool => (1 - exp (- (2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))) / 2)
         - 3 / 20 * (e * e) /\
       x =
       / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * e -
       expect (1 / 2 + 3 / 5 / 2 * e) n
           (fun s : list bool => Rmax 0 (alpha + beta * (INR (count s) / INR n))) ) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (/ (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * (3 / 5) -
       - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 - best n))
     (Finite
        (2 /
         ((1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5))))) *
         (3 / 20 * (2 * (3 / 5)) * (3 / 20 * (2 * (3 / 5)))) /
         (2 * information (1 / 2 + 3 / 5 / 2 * (3 / 5)) (3 / 5 / 2)))).
Proof. exact @T7_Families.cara_linear_gap. Qed.

Theorem t6_log_linear_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists e alpha beta : R,
       0 <= e <= 1 /\
       (forall e0 : R,
        0 <= e0 <= 1 ->
        expect (1 / 2 + 7 / 10 / 2 * e0) n
            (fun s : list bool => ln (1 + 2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))
          - 1 / 5 * (e0 * e0) <=
        expect (1 / 2 + 7 / 10 / 2 * e) n
            (fun s : list bool => ln (1 + 2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))
          - 1 / 5 * (e * e)) /\
       2 / 5 <= expect (1 / 2 + 7 / 10 / 2 * e) n
           (fun s : list bool => ln (1 + 2 * Rmax 0 (alpha + beta * (INR (count s) / INR n))))
         - 1 / 5 * (e * e) /\
       x =
       1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * e -
       expect (1 / 2 + 7 / 10 / 2 * e) n
           (fun s : list bool => Rmax 0 (alpha + beta * (INR (count s) / INR n))) ) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * (3 / 5) -
       1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) - best n))
     (Finite
        (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5)) * (1 / 5 * (2 * (3 / 5)))) /
         (2 * information (1 / 2 + 7 / 10 / 2 * (3 / 5)) (7 / 10 / 2)))).
Proof. exact @T7_Families.log_linear_gap. Qed.

(** ** T7, general rate *)

(** Every contract costs at least h(u) + m·c′²/(2I). *)

Theorem t7_info_bound :
  forall (A : Type) (space : list A) (p : A -> R),
   (forall s : A, In s space -> 0 <= p s) ->
   forall (v g : A -> R) (u i c : R),
   E A space p v = u ->
   E A space p g = 0 ->
   E A space p (fun s : A => g s * g s) = i ->
   0 < i ->
   E A space p (fun s : A => v s * g s) = c -> c * c / i <= E A space p (fun s : A => (v s - u) * (v s - u)).
Proof. exact @T7_GeneralRate.info_bound. Qed.

Theorem t7_monitoring_lower_bound :
  forall (A : Type) (space : list A) (p : A -> R),
   (forall s : A, In s space -> 0 <= p s) ->
   E A space p (fun _ : A => 1) = 1 ->
   forall (h : R -> R) (v g : A -> R) (u d m i c : R),
   0 <= m ->
   (forall s : A, In s space -> h u + d * (v s - u) + m / 2 * ((v s - u) * (v s - u)) <= h (v s)) ->
   E A space p v = u ->
   E A space p g = 0 ->
   E A space p (fun s : A => g s * g s) = i ->
   0 < i ->
   E A space p (fun s : A => v s * g s) = c ->
   h u + m * (c * c) / (2 * i) <= E A space p (fun s : A => h (v s)).
Proof. exact @T7_GeneralRate.monitoring_lower_bound. Qed.

(** Any prices (λ, μ) bound the cost from below. *)

Theorem t7_fenchel_lower :
  forall (A : Type) (space : list A) (p : A -> R),
   (forall s : A, In s space -> 0 <= p s) ->
   forall (h hstar : R -> R) (v g : A -> R) (u c lambda mu : R),
   (forall s : A, In s space -> (lambda + mu * g s) * v s - h (v s) <= hstar (lambda + mu * g s)) ->
   E A space p v = u ->
   E A space p (fun s : A => v s * g s) = c ->
   lambda * u + mu * c - E A space p (fun s : A => hstar (lambda + mu * g s)) <=
   E A space p (fun s : A => h (v s)).
Proof. exact @T7_GeneralRate.fenchel_lower. Qed.

(** N signals, pay on the whole list of them, η a best reply among all efforts: prices bound the pay of every such contract. *)

Theorem t7_prices_bound_pay :
  forall (m : Gap.economy) (e lambda mu : R) (sup : nat -> R) (v : list bool -> R),
   0 < Gap.right_signal m e < 1 ->
   0 < e < 1 ->
   0 < Gap.slope m ->
   0 <= lambda ->
   (forall k : nat,
    (k <= Gap.samples m)%nat ->
    0 <= sup k /\
    lambda + mu * (INR k - INR (Gap.samples m) * Gap.right_signal m e) <=
    INR (S (Gap.curve m)) * sup k ^ Gap.curve m) ->
   Gap.offers m v e ->
   lambda * (Gap.outside m + Gap.effort_cost m e) +
   mu * (2 * Gap.scale m * e * (Gap.right_signal m e * (1 - Gap.right_signal m e)) / Gap.slope m) -
   INR (Gap.curve m) *
   mean (Gap.right_signal m e) (Gap.samples m) (fun k : nat => sup k ^ S (Gap.curve m)) <=
   Gap.pay m v e.
Proof. exact @Gap.prices_bound_pay. Qed.

(** The premium of the best pay for a given effort at n = 10 to 100 in six economies, as numbers: every contract from below, one contract from above. *)

Theorem t7_Gap_SquareRoot_10 :
  Gap.premium_within (Gap.Economy 1 10 (1 / 2) (3 / 8) (1 / 4) (1 / 1)) (1 / 2)
    (11008799087300415 / 1152921504606846976) (1376099886140985 / 144115188075855872).
Proof. exact @Gap_SquareRoot_10.certified. Qed.

Theorem t7_Gap_SquareRoot_100 :
  Gap.premium_within (Gap.Economy 1 100 (1 / 2) (1 / 4) (1 / 4) (1 / 1)) (1 / 2)
    (1351079887656395 / 576460752303423488) (1351079888211149 / 576460752303423488).
Proof. exact @Gap_SquareRoot_100.certified. Qed.

Theorem t7_Gap_CubeRoot_25 :
  Gap.premium_within (Gap.Economy 2 25 (1 / 2) (3 / 8) (1 / 4) (1 / 1)) (1 / 2)
    (6984328442112389 / 576460752303423488) (6984328444009539 / 576460752303423488).
Proof. exact @Gap_CubeRoot_25.certified. Qed.

Theorem t7_Gap_CubeRoot_50 :
  Gap.premium_within (Gap.Economy 2 50 (1 / 2) (1 / 4) (1 / 8) (3 / 4)) (1 / 2)
    (3160196284941193 / 1152921504606846976) (3160196286960815 / 1152921504606846976).
Proof. exact @Gap_CubeRoot_50.certified. Qed.

Theorem t7_Gap_CubeRoot_100 :
  Gap.premium_within (Gap.Economy 2 100 (1 / 2) (1 / 2) (1 / 4) (1 / 1)) (1 / 2)
    (1720919495190551 / 1152921504606846976) (1720919498844269 / 1152921504606846976).
Proof. exact @Gap_CubeRoot_100.certified. Qed.

Theorem t7_Gap_FourthRoot_100 :
  Gap.premium_within (Gap.Economy 3 100 (1 / 2) (3 / 8) (1 / 8) (3 / 4)) (5 / 8)
    (1491309092716207 / 1152921504606846976) (186611605913689 / 144115188075855872).
Proof. exact @Gap_FourthRoot_100.certified. Qed.

(** Lower ends of the gap at n = 100 to 10^14, effort chosen by the company, every contract: the two committed economies with √w (a.toml, gec.toml), as numbers. *)

Theorem t7_Lower_A :
  LowerEnd.lower_ends
    (LowerEnd.Economy LowerEnd.Expert (Qmake (3602879701896397) 4503599627370496)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984))
    ((100%positive, Qmake (253594875778) 100000000000000) ::
     (1000%positive, Qmake (257114507222) 1000000000000000) ::
     (10000%positive, Qmake (257467961555) 10000000000000000) ::
     (1000000%positive, Qmake (257506857100) 1000000000000000000) ::
     (100000000%positive, Qmake (257507246070) 100000000000000000000) ::
     (10000000000%positive, Qmake (257507249960) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (257507249999) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (257507249999) 100000000000000000000000000) :: nil).
Proof. exact @Lower_A.certified. Qed.

Theorem t7_Lower_GEC :
  LowerEnd.lower_ends
    (LowerEnd.Economy LowerEnd.TwoLooks (Qmake (6944550625405305) 9007199254740992)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984))
    ((100%positive, Qmake (176315315817) 100000000000000) ::
     (1000%positive, Qmake (176629129233) 1000000000000000) ::
     (10000%positive, Qmake (176660254889) 10000000000000000) ::
     (1000000%positive, Qmake (176663675887) 1000000000000000000) ::
     (100000000%positive, Qmake (176663710094) 100000000000000000000) ::
     (10000000000%positive, Qmake (176663710436) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (176663710440) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (176663710440) 100000000000000000000000000) :: nil).
Proof. exact @Lower_GEC.certified. Qed.

(** Upper ends of the gap of the best contract at n = 100 to 10^14, effort chosen by the company: the same economies, as numbers that leave 2·10^-11 of the gap between both ends. *)

Theorem t7_Upper_A :
  UpperEnd.upper_ends
    (LowerEnd.Economy LowerEnd.Expert (Qmake (3602879701896397) 4503599627370496)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984)) UpperEnd.any_pay
    ((100%positive, Qmake (253594875782) 100000000000000) ::
     (1000%positive, Qmake (257114507223) 1000000000000000) ::
     (10000%positive, Qmake (257467961556) 10000000000000000) ::
     (1000000%positive, Qmake (257506857101) 1000000000000000000) ::
     (100000000%positive, Qmake (257507246071) 100000000000000000000) ::
     (10000000000%positive, Qmake (257507249961) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (257507250000) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (257507250001) 100000000000000000000000000) :: nil).
Proof. exact @Upper_A.certified. Qed.

Theorem t7_Upper_GEC :
  UpperEnd.upper_ends
    (LowerEnd.Economy LowerEnd.TwoLooks (Qmake (6944550625405305) 9007199254740992)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984)) UpperEnd.any_pay
    ((100%positive, Qmake (176315315818) 100000000000000) ::
     (1000%positive, Qmake (176629129234) 1000000000000000) ::
     (10000%positive, Qmake (176660254890) 10000000000000000) ::
     (1000000%positive, Qmake (176663675888) 1000000000000000000) ::
     (100000000%positive, Qmake (176663710095) 100000000000000000000) ::
     (10000000000%positive, Qmake (176663710437) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (176663710441) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (176663710441) 100000000000000000000000000) :: nil).
Proof. exact @Upper_GEC.certified. Qed.

(** N signals: every contract on the list costs at least h(u) + m·c′²/(2nI); information adds up. *)

Theorem t7_score_square :
  forall q d : R,
   0 < q < 1 ->
   forall n : nat, expect q n (fun s : list bool => score q d s * score q d s) = INR n * information q d.
Proof. exact @Samples.score_square. Qed.

Theorem t7_score_identity :
  forall (q : R -> R) (eta d : R) (n : nat),
   is_derive q eta d ->
   0 < q eta < 1 ->
   forall v : list bool -> R,
   is_derive (fun e : AbsRing.sort R_AbsRing => expect (q e) n v) eta
     (expect (q eta) n (fun s : list bool => v s * score (q eta) d s)).
Proof. exact @Samples.score_identity. Qed.

Theorem t7_model_info_bound :
  forall (q c : R -> R) (eta d c1 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   d <> 0 ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   forall (n : nat) (v : list bool -> R),
   (0 < n)%nat ->
   (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) ->
   c1 * c1 / (INR n * information (q eta) d) <=
   expect (q eta) n (fun s : list bool => (v s - expect (q eta) n v) * (v s - expect (q eta) n v)).
Proof. exact @T7_GeneralRate.model_info_bound. Qed.

Theorem t7_model_lower_bound :
  forall (q c : R -> R) (eta d c1 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   d <> 0 ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   forall (pay : R -> Prop) (h : R -> R) (m U0 : R) (n : nat) (v : list bool -> R),
   (0 < n)%nat ->
   0 <= m ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s : R, forall x : R, pay x -> h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay (U0 + c eta) ->
   (forall s : list bool, length s = n -> pay (v s)) ->
   (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) ->
   U0 <= expect (q eta) n v - c eta ->
   h (U0 + c eta) + m * (c1 * c1) / (2 * (INR n * information (q eta) d)) <=
   expect (q eta) n (fun s : list bool => h (v s)).
Proof. exact @T7_GeneralRate.model_lower_bound. Qed.

(** Contracts on the count suffice (Rao–Blackwell). *)

Theorem t7_count_suffices :
  forall (pay : R -> Prop) (h : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x y t : R, pay x -> pay y -> 0 <= t <= 1 -> h (t * x + (1 - t) * y) <= t * h x + (1 - t) * h y) ->
   forall (n : nat) (v : list bool -> R),
   (forall s : list bool, length s = n -> pay (v s)) ->
   exists w : nat -> R,
     (forall k : nat, (k <= n)%nat -> pay (w k)) /\
     (forall q : R, expect q n (fun s : list bool => w (count s)) = expect q n v) /\
     (forall q : R,
      0 <= q <= 1 ->
      expect q n (fun s : list bool => h (w (count s))) <= expect q n (fun s : list bool => h (v s))).
Proof. exact @CountSuffices.count_suffices. Qed.

Theorem t7_count_implements :
  forall (pay : R -> Prop) (h : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x y t : R, pay x -> pay y -> 0 <= t <= 1 -> h (t * x + (1 - t) * y) <= t * h x + (1 - t) * h y) ->
   forall (q c : R -> R) (U0 : R) (n : nat) (v : list bool -> R) (eta : R),
   0 <= q eta <= 1 ->
   (forall s : list bool, length s = n -> pay (v s)) ->
   (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) ->
   U0 <= expect (q eta) n v - c eta ->
   exists w : nat -> R,
     (forall k : nat, (k <= n)%nat -> pay (w k)) /\
     (forall e : R,
      0 <= e <= 1 ->
      expect (q e) n (fun s : list bool => w (count s)) - c e <=
      expect (q eta) n (fun s : list bool => w (count s)) - c eta) /\
     U0 <= expect (q eta) n (fun s : list bool => w (count s)) - c eta /\
     expect (q eta) n (fun s : list bool => h (w (count s))) <= expect (q eta) n (fun s : list bool => h (v s)).
Proof. exact @CountSuffices.count_implements. Qed.

Theorem t7_count_test :
  forall (n : nat) (psi : list bool -> R),
   (forall s : list bool, 0 <= psi s <= 1) ->
   exists phi : nat -> R, (forall k : nat, 0 <= phi k <= 1) /\ (forall q : R, mean q n phi = expect q n psi).
Proof. exact @CountSuffices.count_test. Qed.

(** Logarithmic utility: a wage linear in the count is the cheapest pay for a given effort, at every n. *)

Theorem t7_log_linear_optimal :
  forall (q c : R -> R) (eta d c1 a U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 < a ->
   forall n : nat,
   (0 < n)%nat ->
   exists base rate : R,
     let wage := fun k : nat => base + rate * INR k in
     let v := fun s : list bool => ln (1 + wage (count s) / a) in
     - a < base /\
     0 <= rate /\
     (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
     expect (q eta) n v - c eta = U0 /\
     (forall v' : list bool -> R,
      (forall e : R, 0 <= e <= 1 -> expect (q e) n v' - c e <= expect (q eta) n v' - c eta) ->
      U0 <= expect (q eta) n v' - c eta ->
      expect (q eta) n (fun s : list bool => wage (count s)) <=
      expect (q eta) n (fun s : list bool => a * (exp (v' s) - 1))).
Proof. exact @T7_LogUtility.log_linear_optimal. Qed.

(** N times the least premium for an effort → K_lin; for √w, w^γ, log, CARA; exactly K_lin/n for √w. *)

Theorem t7_premium_lower :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x : R, pay x -> is_derive h x (h1 x)) ->
   (forall x : R, pay x -> is_derive h1 x (h2 x)) ->
   (forall x : R, pay x -> 0 <= h2 x) ->
   (forall y : R, exists B : R, forall x : R, pay x -> y * x - h x <= B) ->
   pay (U0 + c eta) ->
   0 <= h1 (U0 + c eta) ->
   (forall eps : R,
    0 < eps ->
    exists delta : R,
      0 < delta /\
      (forall y : R, pay y -> Rabs (y - (U0 + c eta)) <= delta -> Rabs (h2 y - h2 (U0 + c eta)) <= eps)) ->
   forall k : R,
   0 <= k < h2 (U0 + c eta) ->
   exists C : R,
     0 <= C /\
     (forall (n : nat) (v : list bool -> R),
      (0 < n)%nat ->
      (forall s : list bool, length s = n -> pay (v s)) ->
      (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) ->
      U0 <= expect (q eta) n v - c eta ->
      h (U0 + c eta) + k * (c1 * c1) / (2 * (INR n * information (q eta) d)) - C / (INR n * INR n) <=
      expect (q eta) n (fun s : list bool => h (v s))).
Proof. exact @T7_Limit.premium_lower. Qed.

Theorem t7_premium_upper :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x : R, pay x -> is_derive h x (h1 x)) ->
   (forall x : R, pay x -> is_derive h1 x (h2 x)) ->
   (forall x : R, pay x -> 0 <= h2 x) ->
   pay (U0 + c eta) ->
   (forall eps : R,
    0 < eps ->
    exists delta : R,
      0 < delta /\
      (forall y : R, pay y -> Rabs (y - (U0 + c eta)) <= delta -> Rabs (h2 y - h2 (U0 + c eta)) <= eps)) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   pay (U0 + c eta - c1 / d * q eta) ->
   pay (U0 + c eta + c1 / d * (1 - q eta)) ->
   forall k : R,
   h2 (U0 + c eta) < k ->
   exists C : R,
     0 <= C /\
     (forall n : nat,
      (0 < n)%nat ->
      let v := fun s : list bool => U0 + c eta + c1 / d * (INR (count s) / INR n - q eta) in
      (forall s : list bool, length s = n -> pay (v s)) /\
      (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
      U0 <= expect (q eta) n v - c eta /\
      expect (q eta) n (fun s : list bool => h (v s)) <=
      h (U0 + c eta) + k * (c1 * c1) / (2 * (INR n * information (q eta) d)) + C / (INR n * INR n)).
Proof. exact @T7_Limit.premium_upper. Qed.

Theorem t7_premium_limit :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall x : R, pay x -> is_derive h x (h1 x)) ->
   (forall x : R, pay x -> is_derive h1 x (h2 x)) ->
   (forall x : R, pay x -> 0 <= h2 x) ->
   (forall y : R, exists B : R, forall x : R, pay x -> y * x - h x <= B) ->
   pay (U0 + c eta) ->
   0 <= h1 (U0 + c eta) ->
   (forall eps : R,
    0 < eps ->
    exists delta : R,
      0 < delta /\
      (forall y : R, pay y -> Rabs (y - (U0 + c eta)) <= delta -> Rabs (h2 y - h2 (U0 + c eta)) <= eps)) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   pay (U0 + c eta - c1 / d * q eta) ->
   pay (U0 + c eta + c1 / d * (1 - q eta)) ->
   0 < h2 (U0 + c eta) ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists v : list bool -> R,
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
        U0 <= expect (q eta) n v - c eta) /\ x = expect (q eta) n (fun s : list bool => h (v s))) least /\
   is_lim_seq
     (fun n : nat =>
      INR n * (least n -
       h (U0 + c eta))) (Finite (h2 (U0 + c eta) * (c1 * c1) / (2 * information (q eta) d))).
Proof. exact @T7_Limit.premium_limit. Qed.

Theorem t7_premium_limit_smooth :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall (pay : R -> Prop) (h h1 h2 : R -> R),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   pay (U0 + c eta - c1 / d * q eta) ->
   pay (U0 + c eta + c1 / d * (1 - q eta)) ->
   0 <= h1 (U0 + c eta) ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists v : list bool -> R,
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
        U0 <= expect (q eta) n v - c eta) /\ x = expect (q eta) n (fun s : list bool => h (v s))) least /\
   is_lim_seq
     (fun n : nat =>
      INR n * (least n -
       h (U0 + c eta))) (Finite (h2 (U0 + c eta) * (c1 * c1) / (2 * information (q eta) d))).
Proof. exact @T7_LimitInstances.premium_limit_smooth. Qed.

Theorem t7_sqrt_wage :
  T7_LimitInstances.smooth_wage (fun x : R => 0 <= x) (fun x : R => x * x) (fun x : R => 2 * x)
     (fun _ : R => 2).
Proof. exact @T7_LimitInstances.sqrt_wage. Qed.

Theorem t7_power_wage :
  forall p : R,
   1 < p ->
   T7_LimitInstances.smooth_wage (fun x : R => 0 < x) (fun x : R => Rpower x p)
     (fun x : R => p * Rpower x (p - 1)) (fun x : R => p * ((p - 1) * Rpower x (p - 2))).
Proof. exact @T7_LimitInstances.power_wage. Qed.

Theorem t7_log_smooth :
  forall a lo : R,
   0 < a ->
   T7_LimitInstances.smooth_wage (fun x : R => lo <= x) (fun v : R => a * (exp v - 1))
     (fun x : R => a * exp x) (fun x : R => a * exp x).
Proof. exact @T7_LimitInstances.log_smooth. Qed.

Theorem t7_cara_wage :
  forall r lo : R,
   0 < r ->
   T7_LimitInstances.smooth_wage (fun x : R => lo <= x /\ r * x < 1) (fun x : R => - ln (1 - r * x) / r)
     (fun x : R => / (1 - r * x)) (fun x : R => r / ((1 - r * x) * (1 - r * x))).
Proof. exact @T7_LimitInstances.cara_wage. Qed.

Theorem t7_sqrt_limit :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   0 <= U0 + c eta - c1 / d * q eta ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists v : list bool -> R,
       ((forall s : list bool, length s = n -> 0 <= v s) /\
        (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
        U0 <= expect (q eta) n v - c eta) /\ x = expect (q eta) n (fun s : list bool => v s * v s)) least /\
   is_lim_seq
     (fun n : nat =>
      INR n * (least n -
       (U0 + c eta) * (U0 + c eta))) (Finite (2 * (c1 * c1) / (2 * information (q eta) d))).
Proof. exact @T7_LimitInstances.sqrt_limit. Qed.

Theorem t7_log_limit :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall a lo : R,
   0 < a ->
   lo <= U0 + c eta - c1 / d * q eta ->
   exists least : nat -> R, infima (fun (n : nat) (x : R) =>
     exists v : list bool -> R,
       ((forall s : list bool, length s = n -> lo <= v s) /\
        (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
        U0 <= expect (q eta) n v - c eta) /\
       x = expect (q eta) n (fun s : list bool => a * (exp (v s) - 1))) least /\
   is_lim_seq
     (fun n : nat =>
      INR n * (least n -
       a * (exp (U0 + c eta) - 1))) (Finite (a * exp (U0 + c eta) * (c1 * c1) / (2 * information (q eta) d))).
Proof. exact @T7_LimitInstances.log_limit. Qed.

Theorem t7_sqrt_cost :
  forall (q c : R -> R) (eta d c1 U0 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   0 <= c1 ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   forall n : nat,
   (0 < n)%nat ->
   0 <= U0 + c eta - c1 / d * q eta ->
   is_glb
     (fun x : R =>
      exists v : list bool -> R,
        ((forall s : list bool, length s = n -> 0 <= v s) /\
         (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
         U0 <= expect (q eta) n v - c eta) /\ x = expect (q eta) n (fun s : list bool => v s * v s))
     ((U0 + c eta) * (U0 + c eta) + c1 * c1 / (INR n * information (q eta) d)) /\
   (exists v : list bool -> R,
      ((forall s : list bool, length s = n -> 0 <= v s) /\
       (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) /\
       U0 <= expect (q eta) n v - c eta) /\
      (U0 + c eta) * (U0 + c eta) + c1 * c1 / (INR n * information (q eta) d) =
      expect (q eta) n (fun s : list bool => v s * v s)).
Proof. exact @T7_LimitInstances.sqrt_cost. Qed.

(** The gap of the best contract of all: n·Δ_n → K_lin, effort chosen by the company; also where limited liability binds. *)

Theorem t7_gap_limit :
  forall (q q1 c c1 V : R -> R) (eta U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R),
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   pay (U0 + c eta - c1 eta / q1 eta * q eta) ->
   pay (U0 + c eta + c1 eta / q1 eta * (1 - q eta)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e0 : R, 0 <= e0 <= 1 -> expect (q e0) n v - c e0 <= expect (q e) n v - c e) /\
        U0 <= expect (q e) n v - c e) /\ x = V e - expect (q e) n (fun s : list bool => h (v s))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (V eta - h (U0 + c eta) - best n))
     (Finite (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta)))).
Proof. exact @T7_Gap.gap_limit. Qed.

Theorem t7_gap_limit_liable :
  forall (q q1 c c1 V : R -> R) (eta U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R),
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   forall m lo hi : R,
   0 < m ->
   (forall e : R,
    0 <= e <= 1 -> c eta + c1 eta / q1 eta * (q e - q eta) + m / 2 * ((q e - q eta) * (q e - q eta)) <= c e) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   pay lo ->
   lo < U0 ->
   pay hi ->
   U0 + c eta < hi ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e0 : R, 0 <= e0 <= 1 -> expect (q e0) n v - c e0 <= expect (q e) n v - c e) /\
        U0 <= expect (q e) n v - c e) /\ x = V e - expect (q e) n (fun s : list bool => h (v s))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (V eta - h (U0 + c eta) - best n))
     (Finite (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta)))).
Proof. exact @T7_Gap.gap_limit_liable. Qed.

(** The gap of the best contract of all where a floor on the wage may bind and the cost is convex in q, not necessarily strongly: n·Δ_n → K_lin; linear wages attain it. *)

Theorem t7_wage_floor_gap :
  forall (q q1 c c1 V V1 : R -> R) (eta q2 V2 U0 : R) (pay : R -> Prop) (h h1 h2 u : R -> R) (floor : R),
   0 < eta < 1 ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   is_derive q1 eta q2 ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt q e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt c e) ->
   continuity_pt c1 eta ->
   (forall e : R, 0 <= e <= 1 -> 0 <= c e) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 < e < 1 -> is_derive V e (V1 e)) ->
   is_derive V1 eta V2 ->
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\
      (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   (forall w : R, floor <= w -> pay (u w) /\ h (u w) = w) ->
   u floor < U0 ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall e0 : R, 0 <= e0 <= 1 -> expect (q e0) n v - c e0 <= expect (q e) n v - c e) /\
        U0 <= expect (q e) n v - c e) /\ x = V e - expect (q e) n (fun s : list bool => h (v s))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (V eta - h (U0 + c eta) - best n))
     (Finite (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta)))).
Proof. exact @T6_LinearWage.wage_floor_gap. Qed.

(** The same for the reference economy (√w, U0 = 0.3, cost e³/3, κ = 0.8), where limited liability binds: K_lin = 0.2575…. *)

Theorem t7_example_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> 0 <= v s) /\
        (forall e0 : R,
         0 <= e0 <= 1 ->
         expect (1 / 2 + 2 / 5 * e0) n v - e0 * e0 * e0 / 3 <=
         expect (1 / 2 + 2 / 5 * e) n v - e * e * e / 3) /\
        3 / 10 <= expect (1 / 2 + 2 / 5 * e) n v - e * e * e / 3) /\
       x =
       2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
       expect (1 / 2 + 2 / 5 * e) n (fun s : list bool => v s * v s)) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
       (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n))
     (Finite ((49 / 100) ^ 2 / information (39 / 50) (2 / 5))).
Proof. exact @T7_Example.example_gap. Qed.

(** The same for CARA and for log, an expert's labels, wages at least 0; for w^0.3, self-consistency, utility at least 1/100. *)

Theorem t7_cara_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> 0 <= v s /\ 2 * v s < 1) /\
        (forall e0 : R,
         0 <= e0 <= 1 ->
         expect (1 / 2 + 3 / 5 / 2 * e0) n v - 3 / 20 * (e0 * e0) <=
         expect (1 / 2 + 3 / 5 / 2 * e) n v - 3 / 20 * (e * e)) /\
        3 / 20 <= expect (1 / 2 + 3 / 5 / 2 * e) n v - 3 / 20 * (e * e)) /\
       x =
       / (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * e -
       expect (1 / 2 + 3 / 5 / 2 * e) n (fun s : list bool => - ln (1 - 2 * v s) / 2)) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (/ (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (3 / 20 * (2 * (3 / 5))) * (3 / 5) -
       - ln (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) / 2 - best n))
     (Finite
        (2 /
         ((1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5)))) * (1 - 2 * (3 / 20 + 3 / 20 * (3 / 5 * (3 / 5))))) *
         (3 / 20 * (2 * (3 / 5)) * (3 / 20 * (2 * (3 / 5)))) /
         (2 * information (1 / 2 + 3 / 5 / 2 * (3 / 5)) (3 / 5 / 2)))).
Proof. exact @T7_Families.cara_gap. Qed.

Theorem t7_log_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> 0 <= v s) /\
        (forall e0 : R,
         0 <= e0 <= 1 ->
         expect (1 / 2 + 7 / 10 / 2 * e0) n v - 1 / 5 * (e0 * e0) <=
         expect (1 / 2 + 7 / 10 / 2 * e) n v - 1 / 5 * (e * e)) /\
        2 / 5 <= expect (1 / 2 + 7 / 10 / 2 * e) n v - 1 / 5 * (e * e)) /\
       x =
       1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * e -
       expect (1 / 2 + 7 / 10 / 2 * e) n (fun s : list bool => 1 / 2 * (exp (v s) - 1))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5))) * (3 / 5) -
       1 / 2 * (exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) - 1) - best n))
     (Finite
        (1 / 2 * exp (2 / 5 + 1 / 5 * (3 / 5 * (3 / 5))) * (1 / 5 * (2 * (3 / 5)) * (1 / 5 * (2 * (3 / 5)))) /
         (2 * information (1 / 2 + 7 / 10 / 2 * (3 / 5)) (7 / 10 / 2)))).
Proof. exact @T7_Families.log_gap. Qed.

Theorem t7_power_gap :
  exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R),
       0 <= e <= 1 /\
       any_contract v /\
       ((forall s : list bool, length s = n -> 1 / 100 <= v s) /\
        (forall e0 : R,
         0 <= e0 <= 1 ->
         expect (1 / 2 + 3 / 8 * (e0 * e0)) n v - 3 / 20 * (e0 * e0 * (e0 * e0)) <=
         expect (1 / 2 + 3 / 8 * (e * e)) n v - 3 / 20 * (e * e * (e * e))) /\
        3 / 5 <= expect (1 / 2 + 3 / 8 * (e * e)) n v - 3 / 20 * (e * e * (e * e))) /\
       x =
       10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * e -
       expect (1 / 2 + 3 / 8 * (e * e)) n (fun s : list bool => Rpower (v s) (10 / 3))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (10 / 3 * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 1) *
       (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5))) * (3 / 5) -
       Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3) - best n))
     (Finite
        (10 / 3 * ((10 / 3 - 1) * Rpower (3 / 5 + 3 / 20 * (3 / 5 * (3 / 5) * (3 / 5 * (3 / 5)))) (10 / 3 - 2)) *
         (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5)) * (3 / 5 * (3 / 5 * (3 / 5) * (3 / 5)))) /
         (2 * information (1 / 2 + 3 / 8 * (3 / 5 * (3 / 5))) (3 / 4 * (3 / 5))))).
Proof. exact @T7_PowerFamily.power_gap. Qed.

(** ** T8, discrete rate *)

(** Two efforts: the exponent of the gap, both directions. *)

Theorem t8_discrete_rate :
  forall (umin U0 c0 c1 q0 q1 s : R) (h : R -> R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   is_derive h (U0 + c1) s ->
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   c0 < c1 ->
   umin < U0 + c0 ->
   q0 < q1 ->
   0 < s ->
   0 < h (U0 + c1 - (c1 - c0)) - h (U0 + c1) + (c1 - c0) * s ->
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     (exists (phi : nat -> R) (base b : R),
        (forall k : nat, 0 <= phi k <= 1) /\
        T8_DiscreteRate.implements_target umin U0 c0 c1 q0 q1 n phi base b /\
        (1 - mean q1 n phi) * h (base + b) + mean q1 n phi * h base - h (U0 + c1) <=
        exp (- (INR n * (KL q0 q1 - eps)))) /\
     (forall (phi : nat -> R) (base b : R),
      (forall k : nat, 0 <= phi k <= 1) ->
      T8_DiscreteRate.implements_target umin U0 c0 c1 q0 q1 n phi base b ->
      exp (- (INR n * (KL q0 q1 + eps))) <=
      (1 - mean q1 n phi) * h (base + b) + mean q1 n phi * h base - h (U0 + c1)).
Proof. exact @T8_DiscreteRate.discrete_rate. Qed.

(** Tests on the whole list of signals have no better exponent. *)

Theorem t8_discrete_rate_list :
  forall (umin U0 c0 c1 q0 q1 s : R) (h : R -> R),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   is_derive h (U0 + c1) s ->
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   c0 < c1 ->
   umin < U0 + c0 ->
   q0 < q1 ->
   0 < s ->
   0 < h (U0 + c1 - (c1 - c0)) - h (U0 + c1) + (c1 - c0) * s ->
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall (psi : list bool -> R) (base b : R),
     (forall l : list bool, 0 <= psi l <= 1) ->
     base + b * (1 - expect q0 n psi) - c0 <= base + b * (1 - expect q1 n psi) - c1 ->
     U0 <= base + b * (1 - expect q1 n psi) - c1 ->
     0 <= b ->
     umin <= base ->
     exp (- (INR n * (KL q0 q1 + eps))) <=
     (1 - expect q1 n psi) * h (base + b) + expect q1 n psi * h base - h (U0 + c1).
Proof. exact @T8_DiscreteRate.discrete_rate_list. Qed.

(** Two efforts: no pay of any shape, on the whole list of signals, has a better exponent. *)

Theorem t8_any_pay_lower :
  forall (pay : R -> Prop) (h h1 h2 : R -> R) (umin U0 c0 c1 q0 q1 : R),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> umin <= x) ->
   0 < q0 < 1 ->
   0 < q1 < 1 ->
   q0 < q1 ->
   c0 < c1 ->
   pay (U0 + c1) ->
   pay (U0 + c1 - (c1 - c0) / 4) ->
   0 < h1 (U0 + c1) ->
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall v : list bool -> R,
     (forall s : list bool, length s = n -> pay (v s)) ->
     expect q0 n v - c0 <= expect q1 n v - c1 ->
     U0 <= expect q1 n v - c1 ->
     exp (- (INR n * (KL q0 q1 + eps))) <= expect q1 n (fun s : list bool => h (v s)) - h (U0 + c1).
Proof. exact @T8_AnyPay.any_pay_lower. Qed.

(** Any finite list of lower efforts: the exponent is the least divergence, the nearest effort's. *)

Theorem t8_discrete_rate_many :
  forall (umin U0 c1 q1 s : R) (h : R -> R) (efforts : list (R * R)),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   is_derive h (U0 + c1) s ->
   0 < s ->
   0 < q1 < 1 ->
   (forall ci qi : R, In (ci, qi) efforts -> 0 < qi < 1 /\ qi < q1 /\ ci < c1 /\ umin < U0 + ci) ->
   forall c0 q0 : R,
   In (c0, q0) efforts ->
   (forall ci qi : R, In (ci, qi) efforts -> qi <= q0) ->
   0 < h (U0 + c1 - (c1 - c0)) - h (U0 + c1) + (c1 - c0) * s ->
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     (exists (phi : nat -> R) (base b : R),
        (forall k : nat, 0 <= phi k <= 1) /\
        b <= U0 + c1 - umin /\
        (forall ci qi : R,
         In (ci, qi) efforts -> T8_DiscreteRate.implements_target umin U0 ci c1 qi q1 n phi base b) /\
        (1 - mean q1 n phi) * h (base + b) + mean q1 n phi * h base - h (U0 + c1) <=
        exp (- (INR n * (KL q0 q1 - eps)))) /\
     (forall (phi : nat -> R) (base b : R),
      (forall k : nat, 0 <= phi k <= 1) ->
      (forall ci qi : R,
       In (ci, qi) efforts -> T8_DiscreteRate.implements_target umin U0 ci c1 qi q1 n phi base b) ->
      exp (- (INR n * (KL q0 q1 + eps))) <=
      (1 - mean q1 n phi) * h (base + b) + mean q1 n phi * h base - h (U0 + c1)).
Proof. exact @T8_ManyEfforts.discrete_rate_many. Qed.

Theorem t8_nearest_is_least :
  forall (umin U0 c1 q1 : R) (efforts : list (R * R)),
   0 < q1 < 1 ->
   (forall ci qi : R, In (ci, qi) efforts -> 0 < qi < 1 /\ qi < q1 /\ ci < c1 /\ umin < U0 + ci) ->
   forall c0 q0 : R,
   In (c0, q0) efforts ->
   (forall ci qi : R, In (ci, qi) efforts -> qi <= q0) ->
   forall ci qi : R, In (ci, qi) efforts -> KL q0 q1 <= KL qi q1.
Proof. exact @T8_ManyEfforts.nearest_is_least. Qed.

(** Finitely many efforts, dearer ones too, the effort chosen by the company: the exponent of the gap of binary contracts. *)

Theorem t8_discrete_gap :
  forall (umin U0 s : R) (h : R -> R) (choices : list T8_Gap.choice) (best : T8_Gap.choice),
   (forall x y t : R,
    umin <= x -> umin <= y -> 0 <= t <= 1 -> h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y) ->
   (forall x y : R, umin <= x -> x <= y -> h x <= h y) ->
   is_derive h (U0 + T8_Gap.cost best) s ->
   0 < s ->
   (forall x : T8_Gap.choice, In x choices -> 0 < T8_Gap.rate x < 1) ->
   (forall x : T8_Gap.choice, In x choices -> umin < U0 + T8_Gap.cost x) ->
   In best choices ->
   forall margin : R,
   0 < margin ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best ->
    T8_Gap.worth x - h (U0 + T8_Gap.cost x) <= T8_Gap.worth best - h (U0 + T8_Gap.cost best) - margin) ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best ->
    T8_Gap.cost x < T8_Gap.cost best /\ T8_Gap.rate x < T8_Gap.rate best \/ T8_Gap.cost best < T8_Gap.cost x) ->
   forall near : T8_Gap.choice,
   In near choices ->
   near <> best /\ T8_Gap.cost near < T8_Gap.cost best /\ T8_Gap.rate near < T8_Gap.rate best ->
   (forall x : T8_Gap.choice,
    In x choices -> T8_Gap.cost x < T8_Gap.cost best -> T8_Gap.rate x <= T8_Gap.rate near) ->
   0 <
   h (U0 + T8_Gap.cost best - (T8_Gap.cost best - T8_Gap.cost near)) - h (U0 + T8_Gap.cost best) +
   (T8_Gap.cost best - T8_Gap.cost near) * s ->
   exists second : nat -> R, suprema (fun (n : nat) (v : R) =>
     exists (x : T8_Gap.choice) (phi : nat -> R) (base b : R),
       In x choices /\
       (forall k : nat, 0 <= phi k <= 1) /\
       T8_Gap.induces umin U0 choices n phi base b x /\
       v =
       T8_Gap.worth x -
       ((1 - mean (T8_Gap.rate x) n phi) * h (base + b) + mean (T8_Gap.rate x) n phi * h base)) second /\
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) + eps))) <=
     T8_Gap.worth best - h (U0 + T8_Gap.cost best) - second n <=
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) - eps))).
Proof. exact @T8_Gap.discrete_gap. Qed.

(** Finitely many efforts, the effort chosen by the company, pay of any shape on the whole list of signals: the exponent of the gap; and that of a bonus on at least m agreements, m whole; utility may be bounded above. *)

Theorem t8_any_pay_gap :
  forall (pay : R -> Prop) (h h1 h2 : R -> R) (umin top U0 margin : R) (choices : list T8_Gap.choice)
     (best near : T8_Gap.choice),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> umin <= x) ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   0 < h1 (U0 + T8_Gap.cost best) ->
   pay umin ->
   pay top ->
   U0 + T8_Gap.cost best < top ->
   (forall x : T8_Gap.choice, In x choices -> pay (U0 + T8_Gap.cost x)) ->
   (forall x : T8_Gap.choice, In x choices -> 0 < T8_Gap.rate x < 1) ->
   (forall x : T8_Gap.choice, In x choices -> umin < U0 + T8_Gap.cost x) ->
   In best choices ->
   0 < margin ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best -> T8_Gap.worth x - h (U0 + T8_Gap.cost x) <= T8_Gap.worth best - h (U0 + T8_Gap.cost best) - margin) ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best ->
    T8_Gap.cost x < T8_Gap.cost best /\ T8_Gap.rate x < T8_Gap.rate best \/ T8_Gap.cost best < T8_Gap.cost x) ->
   In near choices ->
   near <> best /\ T8_Gap.cost near < T8_Gap.cost best /\ T8_Gap.rate near < T8_Gap.rate best ->
   (forall x : T8_Gap.choice, In x choices -> T8_Gap.cost x < T8_Gap.cost best -> T8_Gap.rate x <= T8_Gap.rate near) ->
   exists second : nat -> R, suprema (fun (n : nat) (z : R) =>
     exists (x : T8_Gap.choice) (v : list bool -> R),
       In x choices /\
       ((forall s : list bool, length s = n -> pay (v s)) /\
        (forall y : T8_Gap.choice,
         In y choices -> expect (T8_Gap.rate y) n v - T8_Gap.cost y <= expect (T8_Gap.rate x) n v - T8_Gap.cost x) /\
        U0 <= expect (T8_Gap.rate x) n v - T8_Gap.cost x) /\
       z = T8_Gap.worth x - expect (T8_Gap.rate x) n (fun s : list bool => h (v s))) second /\
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) + eps))) <=
     T8_Gap.worth best - h (U0 + T8_Gap.cost best) - second n <=
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) - eps))).
Proof. exact @T8_AnyPayGap.any_pay_gap. Qed.

Theorem t8_bonus_gap :
  forall (pay : R -> Prop) (h h1 h2 : R -> R) (umin top U0 margin : R) (choices : list T8_Gap.choice)
     (best near : T8_Gap.choice),
   T7_LimitInstances.smooth_wage pay h h1 h2 ->
   (forall x : R, pay x -> umin <= x) ->
   (forall x : R, pay x -> 0 <= h1 x) ->
   0 < h1 (U0 + T8_Gap.cost best) ->
   pay umin ->
   pay top ->
   U0 + T8_Gap.cost best < top ->
   (forall x : T8_Gap.choice, In x choices -> pay (U0 + T8_Gap.cost x)) ->
   (forall x : T8_Gap.choice, In x choices -> 0 < T8_Gap.rate x < 1) ->
   (forall x : T8_Gap.choice, In x choices -> umin < U0 + T8_Gap.cost x) ->
   In best choices ->
   0 < margin ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best -> T8_Gap.worth x - h (U0 + T8_Gap.cost x) <= T8_Gap.worth best - h (U0 + T8_Gap.cost best) - margin) ->
   (forall x : T8_Gap.choice,
    In x choices ->
    x <> best ->
    T8_Gap.cost x < T8_Gap.cost best /\ T8_Gap.rate x < T8_Gap.rate best \/ T8_Gap.cost best < T8_Gap.cost x) ->
   In near choices ->
   near <> best /\ T8_Gap.cost near < T8_Gap.cost best /\ T8_Gap.rate near < T8_Gap.rate best ->
   (forall x : T8_Gap.choice, In x choices -> T8_Gap.cost x < T8_Gap.cost best -> T8_Gap.rate x <= T8_Gap.rate near) ->
   exists second : nat -> R, suprema (fun (n : nat) (z : R) =>
     exists (x : T8_Gap.choice) (base b : R) (m : nat),
       In x choices /\
       0 <= b /\
       ((forall s : list bool, length s = n -> pay (base + b * (1 - (if count s <? m then 1 else 0)))) /\
        (forall y : T8_Gap.choice,
         In y choices ->
         expect (T8_Gap.rate y) n (fun s : list bool => base + b * (1 - (if count s <? m then 1 else 0))) -
         T8_Gap.cost y <=
         expect (T8_Gap.rate x) n (fun s : list bool => base + b * (1 - (if count s <? m then 1 else 0))) -
         T8_Gap.cost x) /\
        U0 <=
        expect (T8_Gap.rate x) n (fun s : list bool => base + b * (1 - (if count s <? m then 1 else 0))) -
        T8_Gap.cost x) /\
       z =
       T8_Gap.worth x -
       expect (T8_Gap.rate x) n (fun s : list bool => h (base + b * (1 - (if count s <? m then 1 else 0))))) second /\
   forall eps : R,
   0 < eps ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) + eps))) <=
     T8_Gap.worth best - h (U0 + T8_Gap.cost best) - second n <=
     exp (- (INR n * (KL (T8_Gap.rate near) (T8_Gap.rate best) - eps))).
Proof. exact @T8_AnyPayGap.bonus_gap. Qed.

(** Linear pay, in utility, stays at order 1/n with two efforts: premium between m/2 and M/2 times Δc²·q1(1−q1)/(n·Δq²), every n. *)

Theorem t8_linear_two_efforts_lower :
  forall (U0 c0 c1 q0 q1 : R) (h : R -> R),
   c0 < c1 ->
   q0 < q1 ->
   0 <= q1 <= 1 ->
   forall (pay : R -> Prop) (m a b : R) (n : nat),
   (0 < n)%nat ->
   0 <= m ->
   (forall u : R,
    pay u -> exists s : R, forall x : R, pay x -> h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   pay (U0 + c1) ->
   (forall k : nat, (k <= n)%nat -> pay (a + b * (INR k / INR n))) ->
   mean q0 n (fun k : nat => a + b * (INR k / INR n)) - c0 <=
   mean q1 n (fun k : nat => a + b * (INR k / INR n)) - c1 ->
   U0 <= mean q1 n (fun k : nat => a + b * (INR k / INR n)) - c1 ->
   h (U0 + c1) + m / 2 * ((c1 - c0) / (q1 - q0) * ((c1 - c0) / (q1 - q0)) * (q1 * (1 - q1)) / INR n) <=
   mean q1 n (fun k : nat => h (a + b * (INR k / INR n))).
Proof. exact @T8_LinearContracts.linear_two_efforts_lower. Qed.

Theorem t8_linear_two_efforts_upper :
  forall (U0 c0 c1 q0 q1 : R) (h : R -> R),
   q0 < q1 ->
   0 <= q1 <= 1 ->
   forall (M s : R) (n : nat),
   (0 < n)%nat ->
   let a := U0 + c1 - (c1 - c0) / (q1 - q0) * q1 in
   (forall x : R,
    (exists k : nat, (k <= n)%nat /\ x = a + (c1 - c0) / (q1 - q0) * (INR k / INR n)) ->
    h x <= h (U0 + c1) + s * (x - (U0 + c1)) + M / 2 * ((x - (U0 + c1)) * (x - (U0 + c1)))) ->
   mean q0 n (fun k : nat => a + (c1 - c0) / (q1 - q0) * (INR k / INR n)) - c0 <=
   mean q1 n (fun k : nat => a + (c1 - c0) / (q1 - q0) * (INR k / INR n)) - c1 /\
   U0 <= mean q1 n (fun k : nat => a + (c1 - c0) / (q1 - q0) * (INR k / INR n)) - c1 /\
   mean q1 n (fun k : nat => h (a + (c1 - c0) / (q1 - q0) * (INR k / INR n))) <=
   h (U0 + c1) + M / 2 * ((c1 - c0) / (q1 - q0) * ((c1 - c0) / (q1 - q0)) * (q1 * (1 - q1)) / INR n).
Proof. exact @T8_LinearContracts.linear_two_efforts_upper. Qed.

(** ** C9, monitoring budget *)

(** Best number of samples for linear and binary contracts. *)

Theorem c9_linear_budget :
  forall K m : R,
   0 < K ->
   0 < m ->
   let best := sqrt (K / m) in
   0 < best /\
   K / best + m * best = 2 * sqrt (K * m) /\
   (forall n : R, 0 < n -> 2 * sqrt (K * m) <= K / n + m * n /\ (K / n + m * n = 2 * sqrt (K * m) -> n = best)).
Proof. exact @C9_MonitoringBudget.linear_budget. Qed.

Theorem c9_binary_solution :
  forall K m : R,
   0 < K ->
   0 < m -> exists best : R, 1 < best /\ K * (ln best + 1) / (2 * (best * ln best * sqrt (best * ln best))) = m.
Proof. exact @C9_MonitoringBudget.binary_solution. Qed.

Theorem c9_binary_budget :
  forall K m best : R,
   0 < K ->
   1 < best ->
   K * (ln best + 1) / (2 * (best * ln best * sqrt (best * ln best))) = m ->
   (forall n : R, 1 < n -> K * (ln n + 1) / (2 * (n * ln n * sqrt (n * ln n))) = m -> n = best) /\
   (forall n : R, 1 < n -> n <> best -> K / sqrt (best * ln best) + m * best < K / sqrt (n * ln n) + m * n).
Proof. exact @C9_MonitoringBudget.binary_budget. Qed.

(** ** T9, tiered rate *)

(** (a): every contract of L thresholds, thresholds drawn by chance too, costs at least h(ū) + m·c′²/(2n·I_{L,n}), at every n. *)

Theorem t9_tiered_lower_bound :
  forall (q c : R -> R) (eta d c1 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   forall (pay : R -> Prop) (h : R -> R) (m U0 : R) (L n : nat) (v : list bool -> R),
   (0 < n)%nat ->
   0 <= m ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s : R, forall x : R, pay x -> h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay (U0 + c eta) ->
   (exists (thresholds : list nat) (worth : nat -> R),
      length thresholds = L /\
      (forall s : list bool, length s = n -> v s = worth (T9_TieredRate.tier thresholds (count s)))) ->
   (forall s : list bool, length s = n -> pay (v s)) ->
   (forall e : R, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta) ->
   U0 <= expect (q eta) n v - c eta ->
   h (U0 + c eta) +
   m * (c1 * c1) /
   (2 *
    (INR n * (fold_right
        (fun (ts : list nat) (best : R) =>
         Rmax
           (sum_f_R0
              (fun j : nat =>
               expect (q eta) n
                 (fun s : list bool =>
                  (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score (q eta) d s) *
               expect (q eta) n
                 (fun s : list bool =>
                  (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score (q eta) d s) /
               expect (q eta) n (fun s : list bool => if T9_TieredRate.tier ts (count s) =? j then 1 else 0))
              (length ts)) best) 0 (T9_TieredRate.threshold_lists L n) / INR n))) <=
   expect (q eta) n (fun s : list bool => h (v s)).
Proof. exact @T9_TieredRate.tiered_lower_bound. Qed.

Theorem t9_tiered_lottery_lower_bound :
  forall (q c : R -> R) (eta d c1 : R),
   0 < eta < 1 ->
   is_derive q eta d ->
   0 < q eta < 1 ->
   is_derive c eta c1 ->
   forall (pay : R -> Prop) (h : R -> R) (m U0 : R) (L n : nat) (l : list (R * (list bool -> R))),
   (0 < n)%nat ->
   0 <= m ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s : R, forall x : R, pay x -> h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay (U0 + c eta) ->
   (forall a : R * (list bool -> R), In a l -> 0 <= fst a) /\
   E (R * (list bool -> R)) l fst (fun _ : R * (list bool -> R) => 1) = 1 ->
   (forall a : R * (list bool -> R),
    In a l ->
    exists (thresholds : list nat) (worth : nat -> R),
      length thresholds = L /\
      (forall s : list bool, length s = n -> snd a s = worth (T9_TieredRate.tier thresholds (count s)))) ->
   (forall (a : R * (list bool -> R)) (s : list bool), In a l -> length s = n -> pay (snd a s)) ->
   (forall e : R,
    0 <= e <= 1 ->
    E (R * (list bool -> R)) l fst (fun a : R * (list bool -> R) => expect (q e) n (snd a)) - c e <=
    E (R * (list bool -> R)) l fst (fun a : R * (list bool -> R) => expect (q eta) n (snd a)) - c eta) ->
   U0 <= E (R * (list bool -> R)) l fst (fun a : R * (list bool -> R) => expect (q eta) n (snd a)) - c eta ->
   h (U0 + c eta) +
   m * (c1 * c1) /
   (2 *
    (INR n * (fold_right
        (fun (ts : list nat) (best : R) =>
         Rmax
           (sum_f_R0
              (fun j : nat =>
               expect (q eta) n
                 (fun s : list bool =>
                  (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score (q eta) d s) *
               expect (q eta) n
                 (fun s : list bool =>
                  (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score (q eta) d s) /
               expect (q eta) n (fun s : list bool => if T9_TieredRate.tier ts (count s) =? j then 1 else 0))
              (length ts)) best) 0 (T9_TieredRate.threshold_lists L n) / INR n))) <=
   E (R * (list bool -> R)) l fst
     (fun a : R * (list bool -> R) => expect (q eta) n (fun s : list bool => h (snd a s))).
Proof. exact @T9_TieredRate.tiered_lottery_lower_bound. Qed.

(** Grouping the count loses information, I_{L,n} ≤ I; a further threshold loses none. *)

Theorem t9_grouping_loses :
  forall (A : Type) (space : list A) (p : A -> R),
   (forall s : A, In s space -> 0 <= p s) ->
   forall (g : A -> R) (group : A -> nat) (L : nat),
   (forall s : A, In s space -> (group s <= L)%nat) ->
   sum_f_R0
     (fun j : nat =>
      E A space p (fun s : A => (if group s =? j then 1 else 0) * g s) *
      E A space p (fun s : A => (if group s =? j then 1 else 0) * g s) /
      E A space p (fun s : A => if group s =? j then 1 else 0)) L <= E A space p (fun s : A => g s * g s).
Proof. exact @Grouping.grouping_loses. Qed.

Theorem t9_tiered_at_most_all :
  forall (q d : R) (L n : nat),
   0 < q < 1 ->
   fold_right
     (fun (ts : list nat) (best : R) =>
      Rmax
        (sum_f_R0
           (fun j : nat =>
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) *
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) /
            expect q n (fun s : list bool => if T9_TieredRate.tier ts (count s) =? j then 1 else 0))
           (length ts)) best) 0 (T9_TieredRate.threshold_lists L n) <= INR n * information q d.
Proof. exact @T9_TieredRate.tiered_at_most_all. Qed.

Theorem t9_further_threshold :
  forall (q d : R) (L n : nat),
   fold_right
     (fun (ts : list nat) (best : R) =>
      Rmax
        (sum_f_R0
           (fun j : nat =>
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) *
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) /
            expect q n (fun s : list bool => if T9_TieredRate.tier ts (count s) =? j then 1 else 0))
           (length ts)) best) 0 (T9_TieredRate.threshold_lists L n) <=
   fold_right
     (fun (ts : list nat) (best : R) =>
      Rmax
        (sum_f_R0
           (fun j : nat =>
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) *
            expect q n
              (fun s : list bool => (if T9_TieredRate.tier ts (count s) =? j then 1 else 0) * score q d s) /
            expect q n (fun s : list bool => if T9_TieredRate.tier ts (count s) =? j then 1 else 0))
           (length ts)) best) 0 (T9_TieredRate.threshold_lists (S L) n).
Proof. exact @T9_TieredRate.further_threshold. Qed.

(** E_2 = 2/π: the most information that two groups of a normal signal keep. *)

Theorem t9_two_groups_at_most :
  forall z : R, density z * density z / (tail z * (1 - tail z)) <= 2 / PI.
Proof. exact @T9_NormalGroups.two_groups_at_most. Qed.

Theorem t9_two_groups_at_zero :
  density 0 * density 0 / (tail 0 * (1 - tail 0)) = 2 / PI.
Proof. exact @T9_NormalGroups.two_groups_at_zero. Qed.

Theorem t9_bell_area :
  G = sqrt (2 * PI).
Proof. exact @T9_NormalGroups.bell_area. Qed.

(** (b): the gap of contracts of two thresholds, effort chosen by the company, is of order √(log n / log log n)/n, both sides: so √(n log n) times it → 0, where one threshold leaves K_bin, and n times it → ∞, where linear pay leaves K_lin. *)

Theorem t9_two_tier_gap_order :
  forall (umin top U0 : R) (pay : R -> Prop) (h q q1 c c1 V : R -> R) (eta m M s : R),
   c 0 = 0 ->
   0 < eta < 1 ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s0 : R, forall x : R, pay x -> h u + s0 * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   0 < m ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay umin ->
   pay top ->
   umin < U0 ->
   U0 + c eta < top ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   0 <= M ->
   (forall x : R,
    umin <= x <= top ->
    h x <= h (U0 + c eta) + s * (x - (U0 + c eta)) + M / 2 * ((x - (U0 + c eta)) * (x - (U0 + c eta)))) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   0 < c eta ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists (best : nat -> R) (lo hi : R), suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R), 0 <= e <= 1 /\ (exists (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R),
       0 <= b0 /\ 0 <= b1 /\ v = T9_TwoTiers.two_tier_pay base m0 b0 m1 b1) /\
              ((forall s0 : list bool, length s0 = n -> pay (v s0)) /\
               (forall e0 : R,
                0 <= e0 <= 1 ->
                expect (q e0) n v - c e0 <=
                expect (q e) n v - c e) /\
               U0 <= expect (q e) n v - c e) /\
              x = V e - expect (q e) n (fun s0 : list bool => h (v s0))) best /\
     0 < lo /\
     0 < hi /\
     (exists N : nat,
        forall n : nat,
        (N <= n)%nat ->
        lo * (LogLog.tier_rate n / INR n) <=
        V eta - h (U0 + c eta) - best n <=
        hi * (LogLog.tier_rate n / INR n)).
Proof. exact @T9_TwoTierGap.two_tier_gap_order. Qed.

Theorem t9_two_tiers_beat_one :
  forall (umin top U0 : R) (pay : R -> Prop) (h q q1 c c1 V : R -> R) (eta m M s : R),
   c 0 = 0 ->
   0 < eta < 1 ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s0 : R, forall x : R, pay x -> h u + s0 * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   0 < m ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay umin ->
   pay top ->
   umin < U0 ->
   U0 + c eta < top ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   0 <= M ->
   (forall x : R,
    umin <= x <= top ->
    h x <= h (U0 + c eta) + s * (x - (U0 + c eta)) + M / 2 * ((x - (U0 + c eta)) * (x - (U0 + c eta)))) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   0 < c eta ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R), 0 <= e <= 1 /\ (exists (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R),
       0 <= b0 /\ 0 <= b1 /\ v = T9_TwoTiers.two_tier_pay base m0 b0 m1 b1) /\
             ((forall s0 : list bool, length s0 = n -> pay (v s0)) /\
              (forall e0 : R,
               0 <= e0 <= 1 ->
               expect (q e0) n v - c e0 <=
               expect (q e) n v - c e) /\
              U0 <= expect (q e) n v - c e) /\
             x = V e - expect (q e) n (fun s0 : list bool => h (v s0))) best /\
   is_lim_seq
     (fun n : nat =>
      root_n_log_n n * (V eta - h (U0 + c eta) - best n)) 0.
Proof. exact @T9_TwoTierGap.two_tiers_beat_one. Qed.

Theorem t9_two_tiers_behind_linear :
  forall (umin top U0 : R) (pay : R -> Prop) (h q q1 c c1 V : R -> R) (eta m M s : R),
   c 0 = 0 ->
   0 < eta < 1 ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s0 : R, forall x : R, pay x -> h u + s0 * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   0 < m ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay umin ->
   pay top ->
   umin < U0 ->
   U0 + c eta < top ->
   (forall e : R, 0 <= e <= 1 -> pay (U0 + c e)) ->
   0 <= M ->
   (forall x : R,
    umin <= x <= top ->
    h x <= h (U0 + c eta) + s * (x - (U0 + c eta)) + M / 2 * ((x - (U0 + c eta)) * (x - (U0 + c eta)))) ->
   (forall e : R, 0 <= e <= 1 -> 0 <= q e <= 1) ->
   (forall e : R, 0 < e < 1 -> is_derive q e (q1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < q1 e) ->
   (forall e : R, 0 < e < 1 -> 0 < q e < 1) ->
   (forall e : R, 0 < e < 1 -> is_derive c e (c1 e)) ->
   (forall e : R, 0 < e < 1 -> 0 < c1 e) ->
   0 < c eta ->
   continuity_pt q1 eta ->
   continuity_pt c1 eta ->
   (forall a : R, 0 <= a <= 1 -> 0 <= c a) ->
   (forall e1 e2 x : R,
    0 <= e1 -> e1 < x < e2 -> e2 <= 1 -> c x * (q e2 - q e1) <= c e1 * (q e2 - q x) + c e2 * (q x - q e1)) ->
   (forall e : R, 0 <= e <= 1 -> V e - h (U0 + c e) <= V eta - h (U0 + c eta)) ->
   (forall r : R,
    0 < r ->
    exists g : R,
      0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> V e - h (U0 + c e) <= V eta - h (U0 + c eta) - g)) ->
   exists best : nat -> R, suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R), 0 <= e <= 1 /\ (exists (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R),
       0 <= b0 /\ 0 <= b1 /\ v = T9_TwoTiers.two_tier_pay base m0 b0 m1 b1) /\
             ((forall s0 : list bool, length s0 = n -> pay (v s0)) /\
              (forall e0 : R,
               0 <= e0 <= 1 ->
               expect (q e0) n v - c e0 <=
               expect (q e) n v - c e) /\
              U0 <= expect (q e) n v - c e) /\
             x = V e - expect (q e) n (fun s0 : list bool => h (v s0))) best /\
   is_lim_seq
     (fun n : nat =>
      INR n * (V eta - h (U0 + c eta) - best n))
     p_infty.
Proof. exact @T9_TwoTierGap.two_tiers_behind_linear. Qed.

(** (b) for the reference economy (√w, U0 = 0.3, cost e³/3, κ = 0.8). *)

Theorem t9_example_two_tiers :
  exists (best : nat -> R) (lo hi : R), suprema (fun (n : nat) (x : R) =>
     exists (e : R) (v : list bool -> R), 0 <= e <= 1 /\ (exists (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R),
       0 <= b0 /\ 0 <= b1 /\ v = T9_TwoTiers.two_tier_pay base m0 b0 m1 b1) /\
              ((forall s : list bool, length s = n -> 0 <= v s) /\
               (forall e0 : R,
                0 <= e0 <= 1 ->
                expect (1 / 2 + 2 / 5 * e0) n v - e0 * e0 * e0 / 3 <=
                expect (1 / 2 + 2 / 5 * e) n v - e * e * e / 3) /\
               3 / 10 <= expect (1 / 2 + 2 / 5 * e) n v - e * e * e / 3) /\
              x =
              2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * e -
              expect (1 / 2 + 2 / 5 * e) n
                (fun s : list bool =>
                 v s * v s)) best /\
     0 < lo /\
     0 < hi /\
     (exists N : nat,
        forall n : nat,
        (N <= n)%nat ->
        lo * (LogLog.tier_rate n / INR n) <=
        2 * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (7 / 10 * (7 / 10)) * (7 / 10) -
        (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) * (3 / 10 + 7 / 10 * (7 / 10) * (7 / 10) / 3) - best n <=
        hi * (LogLog.tier_rate n / INR n)).
Proof. exact @T9_Example.example_two_tiers. Qed.

(** ** T10, assistant *)

(** (a): agreement with an expert where careless labels are copied, its information, and the premium of every contract, without bound as α_e → κ_e. *)

Theorem t10_expert_agreement_copied :
  forall (A : Type) (items : list A) (w : A -> R),
   E A items w (fun _ : A => 1) = 1 ->
   forall (p r s : A -> R) (e : R),
   E A items w (fun x : A => (e * p x + (1 - e) * s x) * r x + (1 - (e * p x + (1 - e) * s x)) * (1 - r x)) =
   1 / 2 +
   (e * E A items w (fun x : A => (2 * p x - 1) * (2 * r x - 1)) +
    (1 - e) * E A items w (fun x : A => (2 * s x - 1) * (2 * r x - 1))) / 2.
Proof. exact @T10_Assistant.expert_agreement_copied. Qed.

Theorem t10_copied_information :
  forall kappa alpha e : R,
   0 < 1 / 2 + (e * kappa + (1 - e) * alpha) / 2 < 1 ->
   information (1 / 2 + (e * kappa + (1 - e) * alpha) / 2) ((kappa - alpha) / 2) =
   (kappa - alpha) * (kappa - alpha) /
   (4 * ((1 / 2 + (e * kappa + (1 - e) * alpha) / 2) * (1 - (1 / 2 + (e * kappa + (1 - e) * alpha) / 2)))).
Proof. exact @T10_Assistant.copied_information. Qed.

Theorem t10_collapse_premium :
  forall (kappa alpha : R) (c : R -> R) (eta c1 : R),
   0 < eta < 1 ->
   0 < 1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2 < 1 ->
   is_derive c eta c1 ->
   forall (pay : R -> Prop) (h : R -> R) (m U0 : R) (n : nat) (v : list bool -> R),
   kappa <> alpha ->
   (0 < n)%nat ->
   0 <= m ->
   (forall x y z : R, pay x -> pay z -> x <= y <= z -> pay y) ->
   (forall u : R,
    pay u -> exists s : R, forall x : R, pay x -> h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x) ->
   (forall x y : R, pay x -> pay y -> x <= y -> h x <= h y) ->
   pay (U0 + c eta) ->
   (forall s : list bool, length s = n -> pay (v s)) ->
   (forall e : R,
    0 <= e <= 1 ->
    expect (1 / 2 + (e * kappa + (1 - e) * alpha) / 2) n v - c e <=
    expect (1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2) n v - c eta) ->
   U0 <= expect (1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2) n v - c eta ->
   h (U0 + c eta) +
   m * (c1 * c1) * (1 - (eta * kappa + (1 - eta) * alpha) * (eta * kappa + (1 - eta) * alpha)) /
   (2 * INR n * ((kappa - alpha) * (kappa - alpha))) <=
   expect (1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2) n (fun s : list bool => h (v s)).
Proof. exact @T10_Assistant.collapse_premium. Qed.

Theorem t10_incentive_collapse :
  forall (kappa eta c1 m : R) (n : nat) (B : R),
   -1 < kappa < 1 ->
   0 < eta < 1 ->
   0 < c1 ->
   0 < m ->
   (0 < n)%nat ->
   exists r : R,
     0 < r /\
     (forall alpha : R,
      kappa - r < alpha < kappa ->
      B <=
      m * (c1 * c1) * (1 - (eta * kappa + (1 - eta) * alpha) * (eta * kappa + (1 - eta) * alpha)) /
      (2 * INR n * ((kappa - alpha) * (kappa - alpha)))).
Proof. exact @T10_Assistant.incentive_collapse. Qed.

(** (a): where α_e ≥ κ_e no contract that is nondecreasing in the count, or in each signal, implements any η > 0. *)

Theorem t10_copying_pays :
  forall (kappa alpha : R) (c : R -> R) (n : nat) (v : list bool -> R) (eta : R),
   kappa <= alpha ->
   -1 <= kappa ->
   alpha <= 1 ->
   0 < eta <= 1 ->
   c 0 < c eta ->
   (forall s t : list bool, Forall2 (fun a b : bool => a = true -> b = true) s t -> v s <= v t) ->
   ~
   (forall e : R,
    0 <= e <= 1 ->
    expect (1 / 2 + (e * kappa + (1 - e) * alpha) / 2) n v - c e <=
    expect (1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2) n v - c eta).
Proof. exact @T10_Assistant.copying_pays. Qed.

Theorem t10_copying_pays_count :
  forall (kappa alpha : R) (c : R -> R) (n : nat) (f : nat -> R) (eta : R),
   kappa <= alpha ->
   -1 <= kappa ->
   alpha <= 1 ->
   0 < eta <= 1 ->
   c 0 < c eta ->
   (forall j k : nat, (j <= k)%nat -> f j <= f k) ->
   ~
   (forall e : R,
    0 <= e <= 1 ->
    expect (1 / 2 + (e * kappa + (1 - e) * alpha) / 2) n (fun s : list bool => f (count s)) - c e <=
    expect (1 / 2 + (eta * kappa + (1 - eta) * alpha) / 2) n (fun s : list bool => f (count s)) - c eta).
Proof. exact @T10_Assistant.copying_pays_count. Qed.

(** (b): two looks agree no more often with care than without if a deterministic assistant follows the majority, and pay that rises with their agreements implements no care. *)

Theorem t10_repeat_agreement :
  forall (A : Type) (items : list A) (w : A -> R),
   E A items w (fun _ : A => 1) = 1 ->
   forall (p s : A -> R) (e : R),
   E A items w
     (fun x : A =>
      (e * p x + (1 - e) * s x) * (e * p x + (1 - e) * s x) +
      (1 - (e * p x + (1 - e) * s x)) * (1 - (e * p x + (1 - e) * s x))) =
   1 / 2 +
   (e * e * E A items w (fun x : A => (2 * p x - 1) * (2 * p x - 1)) +
    2 * (e * (1 - e)) * E A items w (fun x : A => (2 * s x - 1) * (2 * p x - 1)) +
    (1 - e) * (1 - e) * E A items w (fun x : A => (2 * s x - 1) * (2 * s x - 1))) / 2.
Proof. exact @T10_Assistant.repeat_agreement. Qed.

Theorem t10_deterministic_alpha :
  forall (A : Type) (items : list A) (w : A -> R),
   E A items w (fun _ : A => 1) = 1 ->
   forall s : A -> R,
   (forall x : A, In x items -> s x = 0 \/ s x = 1) ->
   E A items w (fun x : A => (2 * s x - 1) * (2 * s x - 1)) = 1.
Proof. exact @T10_Assistant.deterministic_alpha. Qed.

Theorem t10_majority_order :
  forall (A : Type) (items : list A) (w : A -> R),
   (forall x : A, In x items -> 0 <= w x) ->
   E A items w (fun _ : A => 1) = 1 ->
   forall p s : A -> R,
   (forall x : A, In x items -> s x = 0 \/ s x = 1) ->
   (forall x : A, In x items -> 0 <= p x <= 1 /\ (1 / 2 < p x -> s x = 1) /\ (p x < 1 / 2 -> s x = 0)) ->
   E A items w (fun x : A => (2 * p x - 1) * (2 * p x - 1)) <=
   E A items w (fun x : A => (2 * s x - 1) * (2 * p x - 1)) <= 1.
Proof. exact @T10_Assistant.majority_order. Qed.

Theorem t10_repeats_fall :
  forall kappa alpha_s e : R,
   kappa <= alpha_s <= 1 ->
   0 <= e <= 1 ->
   e * (kappa - alpha_s) + (1 - e) * (alpha_s - 1) <= 0 /\
   1 / 2 + (e * e * kappa + 2 * (e * (1 - e)) * alpha_s + (1 - e) * (1 - e) * 1) / 2 <=
   1 / 2 + (0 * 0 * kappa + 2 * (0 * (1 - 0)) * alpha_s + (1 - 0) * (1 - 0) * 1) / 2.
Proof. exact @T10_Assistant.repeats_fall. Qed.

Theorem t10_repeats_invert :
  forall (kappa alpha_s : R) (c : R -> R) (n : nat) (v : list bool -> R) (eta : R),
   0 <= kappa <= alpha_s ->
   alpha_s <= 1 ->
   0 < eta <= 1 ->
   c 0 < c eta ->
   (forall s t : list bool, Forall2 (fun a b : bool => a = true -> b = true) s t -> v s <= v t) ->
   ~
   (forall e : R,
    0 <= e <= 1 ->
    expect (1 / 2 + (e * e * kappa + 2 * (e * (1 - e)) * alpha_s + (1 - e) * (1 - e) * 1) / 2) n v - c e <=
    expect (1 / 2 + (eta * eta * kappa + 2 * (eta * (1 - eta)) * alpha_s + (1 - eta) * (1 - eta) * 1) / 2) n v -
    c eta).
Proof. exact @T10_Assistant.repeats_invert. Qed.

(** (c), (d): q = η·π and I = π/(η(1 − πη)) where assistant and expert differ; both kinds of item together tell d·I_sentinel + (1−d)·I_same, agreement alone strictly less. *)

Theorem t10_sentinel_agreement :
  forall (A : Type) (items : list A) (w p r s : A -> R) (e : R),
   (forall x : A, In x items -> s x = 0 \/ s x = 1) ->
   E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x) <> 0 ->
   E A items w
     (fun x : A =>
      s x * (1 - r x) * (1 - (e * p x + (1 - e) * s x)) + (1 - s x) * r x * (e * p x + (1 - e) * s x)) /
   E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x) =
   e *
   (E A items w (fun x : A => s x * (1 - r x) * (1 - p x) + (1 - s x) * r x * p x) /
    E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x)).
Proof. exact @T10_Assistant.sentinel_agreement. Qed.

Theorem t10_same_dissent :
  forall (A : Type) (items : list A) (w p r s : A -> R) (e : R),
   (forall x : A, In x items -> s x = 0 \/ s x = 1) ->
   E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x) <> 1 ->
   E A items w
     (fun x : A =>
      s x * r x * (1 - (e * p x + (1 - e) * s x)) + (1 - s x) * (1 - r x) * (e * p x + (1 - e) * s x)) /
   (1 - E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x)) =
   e *
   (E A items w (fun x : A => s x * r x * (1 - p x) + (1 - s x) * (1 - r x) * p x) /
    (1 - E A items w (fun x : A => s x * (1 - r x) + (1 - s x) * r x))).
Proof. exact @T10_Assistant.same_dissent. Qed.

Theorem t10_sentinel_information :
  forall pi e : R, 0 < pi -> 0 < e -> pi * e < 1 -> information (pi * e) pi = pi / (e * (1 - pi * e)).
Proof. exact @T10_Assistant.sentinel_information. Qed.

Theorem t10_pair_information_is :
  forall d pi rho e : R,
   0 < d < 1 ->
   0 < pi ->
   0 < rho ->
   0 < e ->
   pi * e < 1 ->
   rho * e < 1 ->
   fold_right (fun (a : R * R) (sum : R) => snd a * snd a / fst a + sum) 0
     ((d * (pi * e), d * pi)
      :: (d * (1 - pi * e), - (d * pi))
         :: ((1 - d) * (rho * e), (1 - d) * rho) :: ((1 - d) * (1 - rho * e), - ((1 - d) * rho)) :: nil) =
   d * information (pi * e) pi + (1 - d) * information (rho * e) rho.
Proof. exact @T10_Assistant.pair_information_is. Qed.

Theorem t10_agreement_tells_less :
  forall d pi rho e : R,
   0 < d < 1 ->
   0 < pi ->
   0 < rho ->
   0 < e ->
   pi * e < 1 ->
   rho * e < 1 ->
   information (d * (pi * e) + (1 - d) * (1 - rho * e)) (d * pi - (1 - d) * rho) <
   d * information (pi * e) pi + (1 - d) * information (rho * e) rho.
Proof. exact @T10_Assistant.agreement_tells_less. Qed.

(** ** Tools *)

(** A certificate of a linear program that the checker accepts proves its bracket, or infeasibility. *)

Theorem tools_check_bracket_sound :
  forall (N : Checker.numbers) (p : Checker.program N) (point prices : Checker.vector N)
     (lo hi : Checker.ratio N), Checker.check_bracket p point prices lo hi = true -> Checker.bracket p lo hi.
Proof. exact @Checker.check_bracket_sound. Qed.

Theorem tools_check_infeasible_sound :
  forall (N : Checker.numbers) (p : Checker.program N) (prices : Checker.vector N),
   Checker.check_infeasible p prices = true -> Checker.infeasible p.
Proof. exact @Checker.check_infeasible_sound. Qed.

(** Six contract programs: cheapest pay, tangents of the general contract, lotteries, an effort that no pay implements. *)

Theorem tools_Program_MinimumPay_20 :
  Checker.bracket Program_MinimumPay_20.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 3051757812499997 0)
      (Checker.D 36890436389606603235 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 3051757812499997 0)
      (Checker.D 36890436389606603235 0)).
Proof. exact @Program_MinimumPay_20.certified. Qed.

Theorem tools_Program_MinimumPay_100 :
  Checker.bracket Program_MinimumPay_100.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 5147557589468015 0)
      (Checker.D 1329227995784915872898659502690876561 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 5147557589468015 0)
      (Checker.D 1329227995784915872898659502690876561 0)).
Proof. exact @Program_MinimumPay_100.certified. Qed.

Theorem tools_Program_PayAsWritten_12 :
  Checker.bracket Program_PayAsWritten_12.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 1237940039285381 0)
      (Checker.D 1233541992774277 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 1237940039285381 0)
      (Checker.D 1233541992774277 0)).
Proof. exact @Program_PayAsWritten_12.certified. Qed.

Theorem tools_Program_GeneralTangents_8 :
  Checker.bracket Program_GeneralTangents_8.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 77646118553326198711671550618329622739903337960570624791558854617045894979862139851615730292085471032709471 (-112))
      (Checker.D 77032658798083958084628863591191143701021767396086818012627772710126007696 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 518287841343452376400407600377350231788854780886808920483655354568781348990579783509534999699670519143335718925 (-57))
      (Checker.D 18525755134679065906189143467228881435524553006505429572744585870336681075682211691080607334400 0)).
Proof. exact @Program_GeneralTangents_8.certified. Qed.

Theorem tools_Program_Lottery_4x8 :
  Checker.bracket Program_Lottery_4x8.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D (-8892898831092144324772412518223941971544875503298407720974543952793874029188725204617876365994977479259174050553214481315093966852128754247) (-1))
      (Checker.D 15126736725578567189131090189399798000961774381537390679468920568421885120094599654105617314752290142896625369266110236205970250039629447168 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D (-1526483800344748230028356557211669733993950897061329937218418817) (-54))
      (Checker.D 288273237910926106115556416969108346362180665344 0)).
Proof. exact @Program_Lottery_4x8.certified. Qed.

Theorem tools_Program_Unimplementable_5 :
  Checker.bracket Program_Unimplementable_5.p
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 79608544638818438216455946990543 (-3))
      (Checker.D 2204586113308439442650019109957 0))
    (Checker.Ratio (N := Checker.dyadics)
      (Checker.D 79608544638818438216455946990543 (-3))
      (Checker.D 2204586113308439442650019109957 0)).
Proof. exact @Program_Unimplementable_5.certified. Qed.

(** Numbers that the checker accepts bracket the premium of an economy at a given effort. *)

Theorem tools_check_gap_sound :
  forall (g : GapCertificate.game) (c : GapCertificate.certificate),
   GapCertificate.check_gap g c = true ->
   GapCertificate.certified g (GapCertificate.gap_low c) (GapCertificate.gap_high c).
Proof. exact @GapCertificate.check_gap_sound. Qed.

(** Numbers that the checker accepts bound the gap from below, effort chosen by the company, every contract. *)

Theorem tools_check_lower_sound :
  forall (m : LowerEnd.economy) (c : LowerEnd.certificate),
   LowerEnd.check_lower m c = true ->
   LowerEnd.gap_at_least m (Pos.to_nat (LowerEnd.count c)) (Q2R (LowerEnd.bound c)).
Proof. exact @LowerEnd.check_lower_sound. Qed.

Theorem tools_gap_at_least_suprema :
  forall (m : LowerEnd.economy) (n : nat) (l first second : R),
   LowerEnd.gap_at_least m n l ->
   is_lub (fun x : R => exists e : R, 0 <= e <= 1 /\ x = LowerEnd.seen m e) first ->
   is_lub
     (fun x : R => exists (v : list bool -> R) (e : R), LowerEnd.offers m n v e /\ x = LowerEnd.under m n v e)
     second -> second + l <= first.
Proof. exact @LowerEnd.gap_at_least_suprema. Qed.

(** Numbers that the checkers accept bound the gap from above, effort chosen by the company: of all contracts, any n, and of bonus contracts, in windows of counts. *)

Theorem tools_check_floor_sound :
  forall (m : LowerEnd.economy) (c : FloorEnd.floor_certificate),
   FloorEnd.check_floor m c = true ->
   UpperEnd.gap_at_most m UpperEnd.any_pay (Pos.to_nat (FloorEnd.signals c)) (Q2R (FloorEnd.claim c)).
Proof. exact @FloorEnd.check_floor_sound. Qed.

Theorem tools_check_bonus_sound :
  forall (m : LowerEnd.economy) (c : BonusEnd.bonus_certificate),
   BonusEnd.check_bonus m c = true ->
   UpperEnd.gap_at_most m BonusReply.bonus_pay (Pos.to_nat (BonusReply.signals (BonusEnd.replied c)))
     (Q2R (BonusEnd.claim c)).
Proof. exact @BonusEnd.check_bonus_sound. Qed.

Theorem tools_gap_at_most_suprema :
  forall (m : LowerEnd.economy) (class : (list bool -> R) -> Prop) (n : nat) (u first second : R),
   UpperEnd.gap_at_most m class n u ->
   is_lub (fun x : R => exists e : R, 0 <= e <= 1 /\ x = LowerEnd.seen m e) first ->
   is_lub
     (fun x : R => exists (v : list bool -> R) (e : R),
        class v /\ LowerEnd.offers m n v e /\ x = LowerEnd.under m n v e)
     second -> first <= second + u.
Proof. exact @UpperEnd.gap_at_most_suprema. Qed.

(** The count of agreements: sums by parts, mean shortfall of order √n from below, any test's shortfall from above. *)

Theorem tools_count_by_parts :
  forall (q : R) (n : nat) (w : nat -> R),
   0 < q < 1 ->
   mean q (S n) (fun k : nat => w k * (INR k - INR (S n) * q)) =
   q * (1 - q) * (INR (S n) * mean q n (fun k : nat => w (S k) - w k)).
Proof. exact @CountDeviation.count_by_parts. Qed.

Theorem tools_shortfall_lower :
  forall (q : R) (n : nat) (v : R) (j : nat),
   0 <= q <= 1 ->
   (0 < n)%nat ->
   0 < v <= 1 / 4 ->
   v <= q * (1 - q) ->
   Rabs (INR n * q - INR j) <= 1 ->
   2 / 5 * (v * v * sqrt (INR n)) - 1 <=
   mean q n (fun k : nat => (if k <? j then 1 else 0) * (INR n * q - INR k)).
Proof. exact @CountDeviation.shortfall_lower. Qed.

Theorem tools_shortfall_upper :
  forall (q : R) (n : nat) (t L : R) (phi : nat -> R),
   0 <= q <= 1 ->
   0 < t ->
   (forall k : nat, 0 <= phi k <= 1) ->
   mean q n (fun k : nat => phi k * (INR n * q - INR k)) <=
   L * mean q n phi + exp (- (t * L) + INR n * (exp t * (t * t) * (q * (1 - q)) / 2)) / t.
Proof. exact @CountDeviation.shortfall_upper. Qed.

Theorem tools_tail_shortfall :
  forall th a w : R,
   0 < th <= 1 ->
   0 < a ->
   0 < w ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     forall (q : R) (phi : nat -> R),
     0 < q < 1 ->
     w <= q * (1 - q) ->
     (forall k : nat, 0 <= phi k <= 1) ->
     mean q n (fun k : nat => phi k * (INR n * q - INR k)) <=
     (1 + th) * sqrt (q * (1 - q)) * root_n_log_n n * mean q n phi + a.
Proof. exact @CountTails.tail_shortfall. Qed.

Theorem tools_probable_count :
  forall th q y : R,
   0 < q < 1 ->
   0 < th <= 1 / 4 ->
   0 < y ->
   exists N : nat,
     forall n : nat,
     (N <= n)%nat ->
     exists m1 : nat,
       y <= INR n * mean q (Init.Nat.pred n) (fun k : nat => if k =? m1 then 1 else 0) /\
       INR m1 <= INR (Init.Nat.pred n) * q /\
       INR m1 <= INR n * q - (1 - th) * sqrt (q * (1 - q)) * root_n_log_n n + 1.
Proof. exact @CountTails.probable_count. Qed.

(** A continuous payoff that is best at one effort only is separated from other efforts, as the limits of the gap ask. *)

Theorem tools_separated_of_strict :
  forall (f : R -> R) (eta : R),
   0 < eta < 1 ->
   (forall e : R, 0 <= e <= 1 -> continuity_pt f e) ->
   (forall e : R, 0 <= e <= 1 -> e <> eta -> f e < f eta) ->
   forall r : R,
   0 < r -> exists g : R, 0 < g /\ (forall e : R, 0 <= e <= 1 -> r <= Rabs (e - eta) -> f e <= f eta - g).
Proof. exact @Nearby.separated_of_strict. Qed.

(** Mills' bounds on the normal tail. *)

Theorem tools_mills_lower :
  forall z : R, density z * (z / (1 + z * z)) <= tail z.
Proof. exact @Mills.mills_lower. Qed.

Theorem tools_mills_upper :
  forall z : R, 0 < z -> tail z <= density z / z.
Proof. exact @Mills.mills_upper. Qed.

(** ** Lower ends by prices, and monitoring budgets *)

Theorem vocabulary_wage f v : WagePolynomial.wage f v = match f with
    | WagePolynomial.Root p => if Rle_dec v 0 then 0 else Rpower v (Q2R p)
    | WagePolynomial.Logarithm a => Q2R a * (exp v - 1)
    | WagePolynomial.Exponential r => - (ln (1 - Q2R r * v) / Q2R r) end.
Proof. reflexivity. Qed.

Theorem vocabulary_payable f v : WagePolynomial.payable f v =
  (0 <= v /\ match f with WagePolynomial.Exponential r => Q2R r * v < 1 | _ => True end).
Proof. reflexivity. Qed.

Theorem vocabulary_price_economy m e :
  PriceEnd.agreement m e = match PriceEnd.monitoring m with
    | PriceEnd.Expert => 1 / 2 + Q2R (PriceEnd.kappa m) * e / 2
    | PriceEnd.TwoLooks => 1 / 2 + Q2R (PriceEnd.kappa m) * (e * e) / 2 end /\
  PriceEnd.effort_cost m e = Q2R (PriceEnd.scale m) *
    match PriceEnd.exponent m with PriceEnd.Whole k => e ^ k | PriceEnd.Half k => sqrt e ^ k end /\
  PriceEnd.utility m e = Q2R (PriceEnd.outside m) + PriceEnd.effort_cost m e /\
  PriceEnd.benefit m e = Q2R (PriceEnd.worth m) * e - Q2R (PriceEnd.curve m) / 2 * (e * e) /\
  PriceEnd.seen m e = PriceEnd.benefit m e - WagePolynomial.wage (PriceEnd.family m) (PriceEnd.utility m e).
Proof. repeat split. Qed.

Theorem vocabulary_price_offers m n v e : PriceEnd.offers m n v e =
  (0 <= e <= 1 /\ (forall s, length s = n -> WagePolynomial.payable (PriceEnd.family m) (v s)) /\
   (forall a, 0 <= a <= 1 -> expect (PriceEnd.agreement m a) n v - PriceEnd.effort_cost m a <=
     expect (PriceEnd.agreement m e) n v - PriceEnd.effort_cost m e) /\
   Q2R (PriceEnd.outside m) <= expect (PriceEnd.agreement m e) n v - PriceEnd.effort_cost m e).
Proof. reflexivity. Qed.

Theorem vocabulary_price_gap_at_least m n l : PriceEnd.gap_at_least m n l =
  (exists e0, 0 <= e0 <= 1 /\ WagePolynomial.payable (PriceEnd.family m) (PriceEnd.utility m e0) /\
   forall v e, PriceEnd.offers m n v e -> PriceEnd.benefit m e -
     expect (PriceEnd.agreement m e) n (fun s => WagePolynomial.wage (PriceEnd.family m) (v s)) + l <= PriceEnd.seen m e0).
Proof. reflexivity. Qed.

Theorem vocabulary_price_lower_ends m ends : PriceEnd.lower_ends m ends =
  (forall n l, In (n, l) ends -> PriceEnd.gap_at_least m (Pos.to_nat n) (Q2R l)).
Proof. reflexivity. Qed.

Theorem vocabulary_loses_at_least m price t : BudgetEnd.loses_at_least m price t =
  (forall first, (forall e, 0 <= e <= 1 -> LowerEnd.seen m e <= first) ->
   forall n v e, LowerEnd.offers m n v e -> Q2R (LowerEnd.worth m) * e -
     expect (LowerEnd.agreement m e) n (fun s => v s * v s) - price * INR n + t <= first).
Proof. reflexivity. Qed.

Theorem vocabulary_budget_ends m ends : BudgetEnd.budget_ends m ends =
  (forall p t, In (p, t) ends -> BudgetEnd.loses_at_least m (Q2R p) (Q2R t)).
Proof. reflexivity. Qed.

Theorem t7_Lower_CARA :
  PriceEnd.lower_ends
    (PriceEnd.Economy (WagePolynomial.Exponential (Qmake (2) 1)) PriceEnd.Expert (Qmake (5404319552844595) 9007199254740992)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 2)
      (Qmake (5584463537939415) 18014398509481984) (Qmake (0) 1)
      (Qmake (5404319552844595) 36028797018963968))
    ((100%positive, Qmake (223391495003) 100000000000000) ::
     (1000%positive, Qmake (230521556961) 1000000000000000) ::
     (10000%positive, Qmake (231273153242) 10000000000000000) ::
     (1000000%positive, Qmake (231356285458) 1000000000000000000) ::
     (100000000%positive, Qmake (231357117243) 100000000000000000000) ::
     (10000000000%positive, Qmake (231357125560) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (231357125644) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (231357125644) 100000000000000000000000000) :: nil).
Proof. exact @Lower_CARA.certified. Qed.

Theorem t7_Lower_Log :
  PriceEnd.lower_ends
    (PriceEnd.Economy (WagePolynomial.Logarithm (Qmake (1) 2)) PriceEnd.Expert (Qmake (3152519739159347) 4503599627370496)
      (Qmake (3602879701896397) 18014398509481984) (PriceEnd.Half 5)
      (Qmake (1) 2) (Qmake (5404319552844595) 18014398509481984)
      (Qmake (3602879701896397) 9007199254740992))
    ((100%positive, Qmake (655571527788) 1000000000000000) ::
     (1000%positive, Qmake (658997102316) 10000000000000000) ::
     (10000%positive, Qmake (659342190092) 100000000000000000) ::
     (1000000%positive, Qmake (659380176236) 10000000000000000000) ::
     (100000000%positive, Qmake (659380556124) 1000000000000000000000) ::
     (10000000000%positive, Qmake (659380559923) 100000000000000000000000) ::
     (1000000000000%positive, Qmake (659380559961) 10000000000000000000000000) ::
     (100000000000000%positive, Qmake (659380559961) 1000000000000000000000000000) :: nil).
Proof. exact @Lower_Log.certified. Qed.

Theorem t7_Lower_PowerSelf :
  PriceEnd.lower_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (18014398509481984) 5404319552844595)) PriceEnd.TwoLooks (Qmake (3) 4)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 4)
      (Qmake (3152519739159347) 9007199254740992) (Qmake (0) 1)
      (Qmake (5404319552844595) 9007199254740992))
    ((100%positive, Qmake (101883909484) 100000000000000) ::
     (1000%positive, Qmake (102630834097) 1000000000000000) ::
     (10000%positive, Qmake (102706020040) 10000000000000000) ::
     (1000000%positive, Qmake (102714300337) 1000000000000000000) ::
     (100000000%positive, Qmake (102714383106) 100000000000000000000) ::
     (10000000000%positive, Qmake (102714383934) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (102714383942) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (102714383942) 100000000000000000000000000) :: nil).
Proof. exact @Lower_PowerSelf.certified. Qed.

Theorem c9_Budget_A :
  BudgetEnd.budget_ends
    (LowerEnd.Economy LowerEnd.Expert (Qmake (3602879701896397) 4503599627370496)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984))
    (((Qmake (5902958103587057) 590295810358705651712), Qmake (317833373305) 100000000000000) ::
     ((Qmake (944473296573929) 9444732965739290427392), Qmake (319184229464) 1000000000000000) :: nil).
Proof. exact @Budget_A.certified. Qed.

Theorem c9_Budget_GEC :
  BudgetEnd.budget_ends
    (LowerEnd.Economy LowerEnd.TwoLooks (Qmake (6944550625405305) 9007199254740992)
      (Qmake (6004799503160661) 18014398509481984) 1
      (Qmake (228583952086879) 562949953421312)
      (Qmake (5404319552844595) 18014398509481984))
    (((Qmake (5902958103587057) 590295810358705651712), Qmake (264305139257) 100000000000000) ::
     ((Qmake (944473296573929) 9444732965739290427392), Qmake (264481260365) 1000000000000000) :: nil).
Proof. exact @Budget_GEC.certified. Qed.

Theorem tools_check_price_sound :
  forall (m : PriceEnd.economy) (c : PriceEnd.certificate),
   PriceEnd.check_price m c = true ->
   PriceEnd.gap_at_least m (Pos.to_nat (PriceEnd.size c)) (Q2R (PriceEnd.bound c)).
Proof. exact @PriceEnd.check_price_sound. Qed.

Theorem tools_price_gap_suprema :
  forall (m : PriceEnd.economy) (n : nat) (l first second : R),
   PriceEnd.gap_at_least m n l ->
   is_lub (fun x : R => exists e : R, 0 <= e <= 1 /\
     WagePolynomial.payable (PriceEnd.family m) (PriceEnd.utility m e) /\ x = PriceEnd.seen m e) first ->
   is_lub
     (fun x : R => exists (v : list bool -> R) (e : R), PriceEnd.offers m n v e /\ x = PriceEnd.under m n v e)
     second -> second + l <= first.
Proof. exact @PriceEnd.price_gap_suprema. Qed.

Theorem tools_check_budget_sound :
  forall (m : LowerEnd.economy) (price target : Q) (cs : list LowerEnd.certificate),
   BudgetEnd.check_budget m price target cs = true -> BudgetEnd.loses_at_least m (Q2R price) (Q2R target).
Proof. exact @BudgetEnd.check_budget_sound. Qed.

(** ** Upper ends with other utilities *)

Theorem vocabulary_price_gap_at_most m class n u : WageGap.gap_at_most m class n u =
  (exists v e, class v /\ PriceEnd.offers m n v e /\
   forall e0, 0 <= e0 <= 1 -> WagePolynomial.payable (PriceEnd.family m) (PriceEnd.utility m e0) ->
     PriceEnd.seen m e0 <= PriceEnd.benefit m e -
       expect (PriceEnd.agreement m e) n (fun s => WagePolynomial.wage (PriceEnd.family m) (v s)) + u).
Proof. reflexivity. Qed.

Theorem vocabulary_price_any_pay v : WageGap.any_pay v = True.
Proof. reflexivity. Qed.

Theorem vocabulary_price_upper_ends m class ends : WageGap.upper_ends m class ends =
  (forall n u, In (n, u) ends -> WageGap.gap_at_most m class (Pos.to_nat n) (Q2R u)).
Proof. reflexivity. Qed.

Theorem t5_Bonus_CARA :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Exponential (Qmake (2) 1)) PriceEnd.Expert (Qmake (5404319552844595) 9007199254740992)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 2)
      (Qmake (5584463537939415) 18014398509481984) (Qmake (0) 1)
      (Qmake (5404319552844595) 36028797018963968)) BonusReply.bonus_pay
    ((100%positive, Qmake (352679391327) 100000000000000) ::
     (1000%positive, Qmake (680580856610) 1000000000000000) ::
     (10000%positive, Qmake (167055053451) 1000000000000000) ::
     (100000%positive, Qmake (446493114190) 10000000000000000) ::
     (1000000%positive, Qmake (124531500986) 10000000000000000) :: nil).
Proof. exact @Bonus_CARA.certified. Qed.

Theorem t5_Bonus_Log :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Logarithm (Qmake (1) 2)) PriceEnd.Expert (Qmake (3152519739159347) 4503599627370496)
      (Qmake (3602879701896397) 18014398509481984) (PriceEnd.Half 5)
      (Qmake (1) 2) (Qmake (5404319552844595) 18014398509481984)
      (Qmake (3602879701896397) 9007199254740992)) BonusReply.bonus_pay
    ((100%positive, Qmake (121000642756) 100000000000000) ::
     (1000%positive, Qmake (251850486101) 1000000000000000) ::
     (10000%positive, Qmake (633712485221) 10000000000000000) ::
     (100000%positive, Qmake (171565882919) 10000000000000000) ::
     (1000000%positive, Qmake (481893521398) 100000000000000000) :: nil).
Proof. exact @Bonus_Log.certified. Qed.

Theorem t5_Bonus_PowerSelf :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (18014398509481984) 5404319552844595)) PriceEnd.TwoLooks (Qmake (3) 4)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 4)
      (Qmake (3152519739159347) 9007199254740992) (Qmake (0) 1)
      (Qmake (5404319552844595) 9007199254740992)) BonusReply.bonus_pay
    ((100%positive, Qmake (192755973485) 100000000000000) ::
     (1000%positive, Qmake (393553740630) 1000000000000000) ::
     (10000%positive, Qmake (995123322868) 10000000000000000) ::
     (100000%positive, Qmake (269522455731) 10000000000000000) ::
     (1000000%positive, Qmake (757226730519) 100000000000000000) :: nil).
Proof. exact @Bonus_PowerSelf.certified. Qed.

Theorem tools_check_bonus_wage_sound :
  forall (m : PriceEnd.economy) (c : BonusWage.wage_certificate),
   BonusWage.check_bonus_wage m c = true ->
   WageGap.gap_at_most m BonusReply.bonus_pay (Pos.to_nat (BonusReply.signals (BonusWage.replied c)))
     (Q2R (BonusWage.claim c)).
Proof. exact @BonusWage.check_bonus_wage_sound. Qed.

Theorem tools_wage_gap_suprema :
  forall (m : PriceEnd.economy) (class : (list bool -> R) -> Prop) (n : nat) (u first second : R),
   WageGap.gap_at_most m class n u ->
   is_lub (fun x : R => exists e : R, 0 <= e <= 1 /\
     WagePolynomial.payable (PriceEnd.family m) (PriceEnd.utility m e) /\ x = PriceEnd.seen m e) first ->
   is_lub
     (fun x : R => exists (v : list bool -> R) (e : R),
        class v /\ PriceEnd.offers m n v e /\ x = PriceEnd.under m n v e)
     second -> first <= second + u.
Proof. exact @WageGap.wage_gap_suprema. Qed.

Theorem t7_Upper_CARA :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Exponential (Qmake (2) 1)) PriceEnd.Expert (Qmake (5404319552844595) 9007199254740992)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 2)
      (Qmake (5584463537939415) 18014398509481984) (Qmake (0) 1)
      (Qmake (5404319552844595) 36028797018963968))
    WageGap.any_pay
    ((100%positive, Qmake (223492117247) 100000000000000) ::
     (1000%positive, Qmake (230521568472) 1000000000000000) ::
     (10000%positive, Qmake (231273153561) 10000000000000000) ::
     (1000000%positive, Qmake (231356285492) 1000000000000000000) ::
     (100000000%positive, Qmake (231357117244) 100000000000000000000) ::
     (10000000000%positive, Qmake (231357125561) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (231357125645) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (231357125645) 100000000000000000000000000) :: nil).
Proof. exact @Upper_CARA.certified. Qed.

Theorem t7_Upper_Log :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Logarithm (Qmake (1) 2)) PriceEnd.Expert (Qmake (3152519739159347) 4503599627370496)
      (Qmake (3602879701896397) 18014398509481984) (PriceEnd.Half 5)
      (Qmake (1) 2) (Qmake (5404319552844595) 18014398509481984)
      (Qmake (3602879701896397) 9007199254740992))
    WageGap.any_pay
    ((100%positive, Qmake (655571539491) 1000000000000000) ::
     (1000%positive, Qmake (658997118636) 10000000000000000) ::
     (10000%positive, Qmake (659342190259) 100000000000000000) ::
     (1000000%positive, Qmake (659380176237) 10000000000000000000) ::
     (100000000%positive, Qmake (659380556125) 1000000000000000000000) ::
     (10000000000%positive, Qmake (659380559924) 100000000000000000000000) ::
     (1000000000000%positive, Qmake (659380559962) 10000000000000000000000000) ::
     (100000000000000%positive, Qmake (659380559962) 1000000000000000000000000000) :: nil).
Proof. exact @Upper_Log.certified. Qed.

Theorem t7_Upper_PowerSelf :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (18014398509481984) 5404319552844595)) PriceEnd.TwoLooks (Qmake (3) 4)
      (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 4)
      (Qmake (3152519739159347) 9007199254740992) (Qmake (0) 1)
      (Qmake (5404319552844595) 9007199254740992))
    WageGap.any_pay
    ((100%positive, Qmake (101883911214) 100000000000000) ::
     (1000%positive, Qmake (102630834856) 1000000000000000) ::
     (10000%positive, Qmake (102706024009) 10000000000000000) ::
     (1000000%positive, Qmake (102714300340) 1000000000000000000) ::
     (100000000%positive, Qmake (102714383107) 100000000000000000000) ::
     (10000000000%positive, Qmake (102714383935) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (102714383943) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (102714383943) 100000000000000000000000000) :: nil).
Proof. exact @Upper_PowerSelf.certified. Qed.

Theorem tools_check_pay_sound :
  forall (m : PriceEnd.economy) (c : PayEnd.pay_certificate),
   PayEnd.check_pay m c = true ->
   WageGap.gap_at_most m WageGap.any_pay (Pos.to_nat (PayEnd.signals c)) (Q2R (PayEnd.claim c)).
Proof. exact @PayEnd.check_pay_sound. Qed.

(** What a wage buys, and linear pay, in full. *)
Theorem tools_bought :
  forall (f : WagePolynomial.utility_of_money) (w : R),
   LineWage.bought f w =
   match f with
   | WagePolynomial.Root p => if Rle_dec w 0 then 0 else Rpower w (/ Q2R p)
   | WagePolynomial.Logarithm a => ln (1 + w / Q2R a)
   | WagePolynomial.Exponential r => (1 - exp (- (Q2R r * w))) / Q2R r
   end.
Proof. reflexivity. Qed.

Theorem tools_linear_pay :
  forall (f : WagePolynomial.utility_of_money) (v : list bool -> R),
   LineWage.linear_pay f v <->
   (exists A B : R, forall s : list bool, v s = LineWage.bought f (Rmax 0 (A + B * INR (Model.count s)))).
Proof. intros; reflexivity. Qed.

Theorem tools_linear_pay_wages :
  forall (f : WagePolynomial.utility_of_money) (v : list bool -> R),
   WagePolynomial.well_formed f = true ->
   LineWage.linear_pay f v ->
   exists A B : R, forall s : list bool,
     WagePolynomial.payable f (v s) /\ WagePolynomial.wage f (v s) = Rmax 0 (A + B * INR (Model.count s)).
Proof. exact @LineWage.linear_pay_wages. Qed.

Theorem t6_Line_A :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (2) 1)) PriceEnd.Expert (Qmake (3602879701896397) 4503599627370496)
    (Qmake (6004799503160661) 18014398509481984) (PriceEnd.Whole 3)
    (Qmake (228583952086879) 562949953421312) (Qmake (0) 1)
    (Qmake (5404319552844595) 18014398509481984))
    (LineWage.linear_pay (WagePolynomial.Root (Qmake (2) 1)))
    ((100%positive, Qmake (263494776810) 100000000000000) ::
     (10000%positive, Qmake (257487323267) 10000000000000000) ::
     (1000000%positive, Qmake (257507050234) 1000000000000000000) ::
     (100000000%positive, Qmake (257507248003) 100000000000000000000) ::
     (10000000000%positive, Qmake (257507249981) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (257507250000) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (257507250001) 100000000000000000000000000) :: nil).
Proof. exact @Line_A.certified. Qed.

Theorem t6_Line_GEC :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (2) 1)) PriceEnd.TwoLooks (Qmake (6944550625405305) 9007199254740992)
    (Qmake (6004799503160661) 18014398509481984) (PriceEnd.Whole 3)
    (Qmake (228583952086879) 562949953421312) (Qmake (0) 1)
    (Qmake (5404319552844595) 18014398509481984))
    (LineWage.linear_pay (WagePolynomial.Root (Qmake (2) 1)))
    ((100%positive, Qmake (178330986192) 100000000000000) ::
     (10000%positive, Qmake (176669357067) 10000000000000000) ::
     (1000000%positive, Qmake (176663766789) 1000000000000000000) ::
     (100000000%positive, Qmake (176663711004) 100000000000000000000) ::
     (10000000000%positive, Qmake (176663710446) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (176663710441) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (176663710441) 100000000000000000000000000) :: nil).
Proof. exact @Line_GEC.certified. Qed.

Theorem t6_Line_CARA :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Exponential (Qmake (2) 1)) PriceEnd.Expert (Qmake (5404319552844595) 9007199254740992)
    (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 2)
    (Qmake (5584463537939415) 18014398509481984) (Qmake (0) 1)
    (Qmake (5404319552844595) 36028797018963968))
    (LineWage.linear_pay (WagePolynomial.Exponential (Qmake (2) 1)))
    ((100%positive, Qmake (224379359307) 100000000000000) ::
     (10000%positive, Qmake (231283846659) 10000000000000000) ::
     (1000000%positive, Qmake (231356392512) 1000000000000000000) ::
     (100000000%positive, Qmake (231357118314) 100000000000000000000) ::
     (10000000000%positive, Qmake (231357125572) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (231357125645) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (231357125646) 100000000000000000000000000) :: nil).
Proof. exact @Line_CARA.certified. Qed.

Theorem t6_Line_Log :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Logarithm (Qmake (1) 2)) PriceEnd.Expert (Qmake (3152519739159347) 4503599627370496)
    (Qmake (3602879701896397) 18014398509481984) (PriceEnd.Half 5)
    (Qmake (1) 2) (Qmake (5404319552844595) 18014398509481984)
    (Qmake (3602879701896397) 9007199254740992))
    (LineWage.linear_pay (WagePolynomial.Logarithm (Qmake (1) 2)))
    ((100%positive, Qmake (655572282166) 1000000000000000) ::
     (10000%positive, Qmake (659342190256) 100000000000000000) ::
     (1000000%positive, Qmake (659380176237) 10000000000000000000) ::
     (100000000%positive, Qmake (659380556125) 1000000000000000000000) ::
     (10000000000%positive, Qmake (659380559924) 100000000000000000000000) ::
     (1000000000000%positive, Qmake (659380559962) 10000000000000000000000000) ::
     (100000000000000%positive, Qmake (659380559962) 1000000000000000000000000000) :: nil).
Proof. exact @Line_Log.certified. Qed.

Theorem t6_Line_PowerSelf :
  WageGap.upper_ends
    (PriceEnd.Economy (WagePolynomial.Root (Qmake (18014398509481984) 5404319552844595)) PriceEnd.TwoLooks (Qmake (3) 4)
    (Qmake (5404319552844595) 36028797018963968) (PriceEnd.Whole 4)
    (Qmake (3152519739159347) 9007199254740992) (Qmake (0) 1)
    (Qmake (5404319552844595) 9007199254740992))
    (LineWage.linear_pay (WagePolynomial.Root (Qmake (18014398509481984) 5404319552844595)))
    ((100%positive, Qmake (101951343110) 100000000000000) ::
     (10000%positive, Qmake (102706580530) 10000000000000000) ::
     (1000000%positive, Qmake (102714305902) 1000000000000000000) ::
     (100000000%positive, Qmake (102714383163) 100000000000000000000) ::
     (10000000000%positive, Qmake (102714383935) 10000000000000000000000) ::
     (1000000000000%positive, Qmake (102714383943) 1000000000000000000000000) ::
     (100000000000000%positive, Qmake (102714383944) 100000000000000000000000000) :: nil).
Proof. exact @Line_PowerSelf.certified. Qed.

Theorem tools_check_linear_sound :
  forall (m : PriceEnd.economy) (c : LineEnd.line_certificate),
   LineEnd.check_linear m c = true ->
   WageGap.gap_at_most m (LineWage.linear_pay (PriceEnd.family m)) (Pos.to_nat (LineEnd.signals c)) (Q2R (LineEnd.claim c)).
Proof. exact @LineEnd.check_linear_sound. Qed.
