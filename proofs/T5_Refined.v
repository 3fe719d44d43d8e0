(** * T5, the formula at finite n

    In words.  K_bin / sqrt(n log n) is approached slowly.  The refined formula puts Mills' ratio M(z) of the slack z for
    1/sqrt(log n): K_bin M(z)/sqrt n, z the positive solution of the first-order condition at the least bonus,
    density(z) = c'/(c sqrt(n I)) ([refined_slack_solves]).  The gap of binary contracts over it tends to 1
    ([binary_gap_refined]), and so does that of bonuses on at least m agreements, m whole ([deterministic_gap_refined]);
    on the reference economy nothing is assumed ([example_refined]).

    Source.  This project.  Mills' ratio: Gordon, Ann. Math. Statist. 12 (1941).

    Assumed.  As T5_BinaryGap.v.  How fast the ratio tends to 1 is not proved. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples BestReply TwoPointPay Nearby Suprema.
From FirstBest Require Import T5_BinaryRate T5_Limit T5_Binomial T5_BinaryGap T7_Gap.
From FirstBest Require T7_Example T5_Example.
From FirstBest Require Import T9_NormalGroups.
Open Scope R_scope.

(** The slack, of cost C, marginal cost d and information J. *)
Definition refined_slack (C d J : R) (n : nat) : R := sqrt (2 * ln (C * sqrt (INR n * J) / (d * sqrt (2 * PI)))).

Section Formula.
Variables C d J : R.
Hypothesis HC : 0 < C.
Hypothesis Hd : 0 < d.
Hypothesis HJ : 0 < J.

Let A := C / (d * G).
Let kappa := 2 * ln A + ln J.

Lemma A_pos : 0 < A.
Proof. pose proof G_pos; apply Rdiv_lt_0_compat; [exact HC|apply Rmult_lt_0_compat; assumption]. Qed.

Lemma slack_inside n : C * sqrt (INR n * J) / (d * sqrt (2 * PI)) = A * sqrt (INR n * J).
Proof. pose proof G_pos; rewrite <- bell_area; unfold A; field; lra. Qed.

(** z^2 = log n + kappa *)
Lemma slack_square : eventually (fun n => 0 < refined_slack C d J n /\
  refined_slack C d J n * refined_slack C d J n = ln (INR n) + kappa /\ 1 <= INR n /\ 0 < ln (INR n)).
Proof.
  apply eventually_impl with (2 := eventually_and _ _ (eventually_ge 1)
    (eventually_and _ _ (eventually_ln 1) (eventually_ln (1 - kappa)))).
  intros n [N1 [L1 L2]]; unfold refined_slack; rewrite slack_inside, (twice_ln_root A J n A_pos HJ N1); fold kappa.
  split; [apply sqrt_lt_R0; lra|]; split; [rewrite sqrt_sqrt; lra|lra].
Qed.

Theorem refined_slack_solves : exists N, forall n, (N <= n)%nat ->
  0 < refined_slack C d J n /\ density (refined_slack C d J n) = d / (C * sqrt (INR n * J)).
Proof.
  destruct slack_square as [N H]; exists N; intros n Hn; destruct (H n Hn) as [Z0 [Z2 [N1 L0]]]; split; [exact Z0|].
  pose proof G_pos as G0; pose proof A_pos as A0.
  assert (P : 0 < INR n * J) by (apply Rmult_lt_0_compat; lra).
  assert (S : 0 < sqrt (INR n * J)) by (apply sqrt_lt_R0; exact P).
  assert (E : ln (INR n) + kappa = 2 * ln (A * sqrt (INR n * J))) by (rewrite (twice_ln_root A J n A0 HJ N1); fold kappa; lra).
  unfold density, bell; rewrite Z2, E.
  replace (- (2 * ln (A * sqrt (INR n * J))) / 2) with (- ln (A * sqrt (INR n * J))) by field.
  rewrite exp_Ropp, exp_ln by (apply Rmult_lt_0_compat; assumption); unfold A; field; lra.
Qed.

(** Mills' ratio of the slack is 1/sqrt(log n) to first order. *)
Lemma mills_slack : is_lim_seq (fun n => mills (refined_slack C d J n) * sqrt (ln (INR n))) 1.
Proof.
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  set (th := Rmin 1 (eps / 2)).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; lra).
  assert (t1 : th <= 1) by apply Rmin_l; assert (t2 : th <= eps / 2) by apply Rmin_r.
  destruct (eventually_and _ _ slack_square (eventually_ln ((1 + 2 * Rabs kappa) / th))) as [N H].
  exists N; intros n Hn; destruct (H n Hn) as [[Z0 [Z2 [N1 L0]]] LK].
  set (z := refined_slack C d J n) in *; set (L := ln (INR n)) in *.
  assert (K0 : 2 * Rabs kappa / th <= L).
  { apply Rle_trans with (2 := LK), Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact t0|lra]. }
  pose proof (slack_lower th kappa L z ltac:(lra) Z0 ltac:(lra) Z2 LK) as Lo.
  pose proof (slack_upper th kappa L z ltac:(lra) Z0 Z2 L0 K0) as Up.
  pose proof (mills_ge z) as M1; pose proof (mills_upper z Z0) as M2; pose proof (density_pos z) as D0.
  assert (M3 : mills z <= / z).
  { unfold mills; apply Rmult_le_reg_r with (density z); [exact D0|].
    replace (tail z / density z * density z) with (tail z) by (field; lra).
    replace (/ z * density z) with (density z / z) by (field; lra); exact M2. }
  assert (R0 : 0 < sqrt L) by (apply sqrt_lt_R0; exact L0).
  assert (B1 : (1 - th) / sqrt L <= mills z) by lra.
  assert (B2 : mills z <= (1 + th) / sqrt L) by lra.
  apply Rmult_le_compat_r with (r := sqrt L) in B1; [|lra]; apply Rmult_le_compat_r with (r := sqrt L) in B2; [|lra].
  replace ((1 - th) / sqrt L * sqrt L) with (1 - th) in B1 by (field; lra).
  replace ((1 + th) / sqrt L * sqrt L) with (1 + th) in B2 by (field; lra).
  apply Rabs_lt_between; split; lra.
Qed.

(** What has the limit K by sqrt(n log n) is the refined formula to first order. *)
Lemma refined_of_limit (gap : nat -> R) K : 0 < K -> is_lim_seq (fun n => root_n_log_n n * gap n) K ->
  is_lim_seq (fun n => gap n / (K * mills (refined_slack C d J n) / sqrt (INR n))) 1.
Proof.
  intros K0 Lim.
  assert (Den : is_lim_seq (fun n => K * (mills (refined_slack C d J n) * sqrt (ln (INR n)))) (K * 1)).
  { apply (is_lim_seq_scal_l _ K 1 mills_slack). }
  assert (Q : is_lim_seq (fun n => root_n_log_n n * gap n / (K * (mills (refined_slack C d J n) * sqrt (ln (INR n)))))
    (K / (K * 1))) by (apply is_lim_seq_div'; [exact Lim|exact Den|lra]).
  replace 1 with (K / (K * 1)) by (field; lra).
  apply is_lim_seq_ext_loc with (2 := Q).
  destruct slack_square as [N H]; exists N; intros n Hn; destruct (H n Hn) as [Z0 [Z2 [N1 L0]]].
  set (z := refined_slack C d J n) in *.
  assert (M0 : 0 < mills z).
  { apply Rlt_le_trans with (2 := mills_ge z); apply Rdiv_lt_0_compat; [exact Z0|].
    pose proof (Rle_0_sqr z) as S; unfold Rsqr in S; lra. }
  assert (Rn : root_n_log_n n = sqrt (INR n) * sqrt (ln (INR n))) by (unfold root_n_log_n; apply sqrt_mult; lra).
  rewrite Rn; assert (0 < sqrt (INR n)) by (apply sqrt_lt_R0; lra); assert (0 < sqrt (ln (INR n))) by (apply sqrt_lt_R0; lra).
  field; repeat split; lra.
Qed.
End Formula.

(** ** The gap *)

Section Gap.
Variables (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Heta : 0 < eta < 1.
Hypothesis Int : forall e, 0 < e < 1 -> interior U0 h h1 q q1 c c1 e.
Hypothesis Cq : continuity_pt q1 eta.
Hypothesis Cc : continuity_pt c1 eta.
Hypothesis Ch : continuity_pt h1 (utility U0 c eta).
Hypothesis Best : forall e, 0 <= e <= 1 -> full_payoff c V U0 h e <= full_payoff c V U0 h eta.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> full_payoff c V U0 h e <= full_payoff c V U0 h eta - g.

Definition refined_gap (n : nat) : R := binomial_constant U0 h h1 q q1 c c1 eta *
  mills (refined_slack (c eta) (c1 eta) (information (q eta) (q1 eta)) n) / sqrt (INR n).

Lemma refined_of_gap values first : gap_tends values root_n_log_n first (binomial_constant U0 h h1 q q1 c c1 eta) ->
  exists best, suprema values best /\ is_lim_seq (fun n => (first - best n) / refined_gap n) 1.
Proof.
  intros [best [S Lim]]; pose proof (Int eta Heta) as I; pose proof (constant_pos U0 h h1 q q1 c c1 eta I) as K0.
  pose proof (agreement_rises _ _ _ _ _ _ _ _ I) as Q1; exists best; split; [exact S|].
  assert (J0 : 0 < information (q eta) (q1 eta)).
  { apply information_pos; [apply (agreement_random _ _ _ _ _ _ _ _ I)|lra]. }
  exact (refined_of_limit (c eta) (c1 eta) (information (q eta) (q1 eta)) (cost_positive _ _ _ _ _ _ _ _ I)
    (cost_rises _ _ _ _ _ _ _ _ I) J0 (fun n => first - best n) (binomial_constant U0 h h1 q q1 c c1 eta) K0 Lim).
Qed.

Theorem binary_gap_refined : exists best, suprema (binary_payoffs umin U0 h q c V) best /\
  is_lim_seq (fun n => (full_payoff c V U0 h eta - best n) / refined_gap n) 1.
Proof. apply refined_of_gap, (binary_gap_limit umin U0 h h1); assumption. Qed.

Theorem deterministic_gap_refined : exists best, suprema (deterministic_payoffs umin U0 h q c V) best /\
  is_lim_seq (fun n => (full_payoff c V U0 h eta - best n) / refined_gap n) 1.
Proof. apply refined_of_gap, (deterministic_gap_limit umin U0 h h1); assumption. Qed.
End Gap.

(** ** The reference economy *)

Lemma example_information : 0 < information (39 / 50) (2 / 5).
Proof. apply information_pos; [unfold probability; lra|lra]. Qed.

Theorem example_refined : exists best,
  suprema (deterministic_payoffs 0 T7_Example.outside (fun x => x * x) T7_Example.agreement T7_Example.effort_cost
    T7_Example.value) best /\ is_lim_seq (fun n =>
  (full_payoff T7_Example.effort_cost T7_Example.value T7_Example.outside (fun x => x * x) T7_Example.eta - best n) /
  (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)) *
   mills (refined_slack (343 / 3000) (49 / 100) (information (39 / 50) (2 / 5)) n) / sqrt (INR n))) 1.
Proof.
  pose proof example_information as J0; destruct T5_Example.example_deterministic_gap as [best [S Lim]].
  exists best; split; [exact S|].
  assert (K0 : 0 < 49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))).
  { apply Rdiv_lt_0_compat; [lra|apply sqrt_lt_R0; exact J0]. }
  exact (refined_of_limit (343 / 3000) (49 / 100) (information (39 / 50) (2 / 5)) ltac:(lra) ltac:(lra) J0
    (fun n => full_payoff T7_Example.effort_cost T7_Example.value T7_Example.outside (fun x => x * x)
      T7_Example.eta - best n) _ K0 Lim).
Qed.

Theorem example_binary_refined : exists best,
  suprema (binary_payoffs 0 T7_Example.outside (fun x => x * x) T7_Example.agreement T7_Example.effort_cost
    T7_Example.value) best /\ is_lim_seq (fun n =>
  (full_payoff T7_Example.effort_cost T7_Example.value T7_Example.outside (fun x => x * x) T7_Example.eta - best n) /
  (49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5)) *
   mills (refined_slack (343 / 3000) (49 / 100) (information (39 / 50) (2 / 5)) n) / sqrt (INR n))) 1.
Proof.
  pose proof example_information as J0; destruct T5_Example.example_binary_gap as [best [S Lim]].
  exists best; split; [exact S|].
  assert (K0 : 0 < 49 / 100 * (343 / 3000) / sqrt (information (39 / 50) (2 / 5))).
  { apply Rdiv_lt_0_compat; [lra|apply sqrt_lt_R0; exact J0]. }
  exact (refined_of_limit (343 / 3000) (49 / 100) (information (39 / 50) (2 / 5)) ltac:(lra) ltac:(lra) J0
    (fun n => full_payoff T7_Example.effort_cost T7_Example.value T7_Example.outside (fun x => x * x)
      T7_Example.eta - best n) _ K0 Lim).
Qed.
