(** * T8, the gap of pay of any shape with finitely many efforts, the effort chosen

    In words.  The model of T8_Gap.v: a finite list of efforts, one of them strictly the first best.  The company's second
    best is now the largest value - E[wage] over efforts of the list and *all* pay on the list of n signals to which the
    effort is a best reply among the list.  Its gap to the first best is exp(-n KL + o(n)), KL = KL(q0, q1), q0 the
    probability of agreement of the nearest cheaper effort ([any_pay_gap]); so is that of a bonus on at least m agreements, m
    whole ([bonus_gap]).  Utility may be bounded above.

    How.  From below [any_pay_lower].  From above the bonus U0 + c1 - umin on more than x n agreements, x just above q0: it
    pays hardly more than the first-best utility, since failing is rare, so it stays below any [top] above that.

    Source.  The exponent for a bonus: Frick, Iijima, Ishii, Monitoring with Rich Data; for all pay: this project.

    Assumed.  [smooth_wage] and a slope that is not negative on the utilities that may be paid, positive at U0 + cost of the
    first best; a least one, umin < U0 + cost of every effort, and one above U0 + cost of the first best; cheaper efforts
    agree less often; no two cost the same as the first best. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Eventually Samples Curvature CountDeviation Nearby Suprema.
From FirstBest Require Import T8_DiscreteRate T8_ManyEfforts T8_Gap T8_AnyPay T7_LimitInstances T5_BoundedUtility.
From FirstBest Require Import T9_TwoTierContract.
Open Scope R_scope.

Section Gap.
Variables (pay : R -> Prop) (h h1 h2 : R -> R) (umin top U0 margin : R).
Variables (choices : list choice) (best near : choice).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Low : forall x, pay x -> umin <= x.
Hypothesis Rise : forall x, pay x -> 0 <= h1 x.
Hypothesis Steep : 0 < h1 (U0 + cost best).
Hypothesis Pmin : pay umin.
Hypothesis Ptop : pay top.
Hypothesis Htop : U0 + cost best < top.
Hypothesis Pay : forall x, In x choices -> pay (U0 + cost x).
Hypothesis Hrate : forall x, In x choices -> probability (rate x).
Hypothesis Hroom : forall x, In x choices -> umin < U0 + cost x.
Hypothesis Hbest : In best choices.
Hypothesis Hmargin : 0 < margin.
Hypothesis First : forall x, In x choices -> x <> best -> seen_payoff U0 h x <= seen_payoff U0 h best - margin.
Hypothesis Order : forall x, In x choices -> x <> best ->
  (cost x < cost best /\ rate x < rate best) \/ cost best < cost x.
Hypothesis Hnear : In near choices.
Hypothesis Near_cheaper : near <> best /\ cost near < cost best /\ rate near < rate best.
Hypothesis Nearest : forall x, In x choices -> cost x < cost best -> rate x <= rate near.

(** Pay v, in utility, is within the limits, accepted, and makes x a best reply among the list. *)
Definition induced (n : nat) (v : list bool -> R) (x : choice) : Prop :=
  (forall s, length s = n -> pay (v s)) /\
  (forall y, In y choices -> expect (rate y) n v - cost y <= expect (rate x) n v - cost x) /\
  U0 <= expect (rate x) n v - cost x.

Definition value_of (n : nat) (v : list bool -> R) (x : choice) : R := worth x - expect (rate x) n (fun s => h (v s)).

Definition bonus_pay (base b : R) (m : nat) (s : list bool) : R := base + b * (1 - below m (count s)).

(** What any pay reaches, and a bonus on at least m agreements. *)
Definition any_payoffs (n : nat) (z : R) : Prop := exists x v, In x choices /\ induced n v x /\ z = value_of n v x.
Definition bonus_payoffs (n : nat) (z : R) : Prop := exists x base b m, In x choices /\ 0 <= b /\
  induced n (bonus_pay base b m) x /\ z = value_of n (bonus_pay base b m) x.

(** No contract beats the flat wage of a seen effort. *)
Lemma value_le n v x : In x choices -> induced n v x -> value_of n v x <= seen_payoff U0 h x.
Proof.
  intros Hx [Py [_ Pa]]; unfold value_of, seen_payoff; pose proof (Hrate x Hx) as Pr.
  assert (Q : 0 <= rate x <= 1) by (destruct Pr; lra).
  set (u := U0 + cost x); assert (U : pay u) by (apply Pay, Hx).
  pose proof (expect_le (rate x) n (fun s => h u + h1 u * (v s - u)) (fun s => h (v s)) Q
    (fun s Hs => wage_tangent pay h h1 h2 Sm u (v s) U (Py s Hs))) as E.
  rewrite expect_plus, expect_scale, expect_minus, !expect_const in E.
  assert (0 <= h1 u * (expect (rate x) n v - u)) by (apply Rmult_le_pos; [apply Rise, U|unfold u; lra]); lra.
Qed.

Let KLn := KL (rate near) (rate best).

Lemma KL_positive : 0 < KLn.
Proof. destruct Near_cheaper as [_ [_ L]]; apply KL_pos; [apply Hrate, Hnear|apply Hrate, Hbest|lra]. Qed.

(** ** The bonus that reaches the exponent *)

Let u : R := U0 + cost best.
(** The bonus: all that limited liability leaves between the least utility and u. *)
Let B : R := u - umin.

Lemma B_positive : 0 < B.
Proof. unfold B, u; pose proof (Hroom best Hbest); lra. Qed.

Lemma within x : umin <= x <= top -> pay x.
Proof. exact (wage_interval _ _ _ _ Sm umin x top Pmin Ptop). Qed.

(** What each other effort asks of the probability of failing, where one fails below a share x of agreements. *)
Definition tempts_none (x : R) (n : nat) : Prop := forall y, In y choices ->
  (cost y < cost best -> exp (- (INR n * KL x (rate best))) + exp (- (INR n * KL x (rate y))) <= 1 - (cost best - cost y) / B) /\
  (cost best < cost y -> exp (- (INR n * KL x (rate best))) <= (cost y - cost best) / B).

Lemma tempts_none_eventually x : rate near < x < rate best -> eventually (tempts_none x).
Proof.
  intros Hx; pose proof (Hrate near Hnear) as [P0 _]; pose proof (Hrate best Hbest) as P1; pose proof B_positive as B0.
  assert (Px : probability x) by (destruct P1; unfold probability; lra).
  assert (K1 : 0 < KL x (rate best)) by (apply KL_pos; try assumption; lra).
  apply eventually_all; intros y Hy.
  destruct (Rtotal_order (cost y) (cost best)) as [L|[L|L]].
  - pose proof (Nearest y Hy L) as Lq; pose proof (Hrate y Hy) as Py.
    assert (Ky : 0 < KL x (rate y)) by (apply KL_pos; try assumption; lra).
    assert (Q : 0 < 1 - (cost best - cost y) / B).
    { assert ((cost best - cost y) / B < 1); [|lra].
      apply Rmult_lt_reg_r with B; [exact B0|]; replace ((cost best - cost y) / B * B) with (cost best - cost y) by (field; lra).
      pose proof (Hroom y Hy); unfold B, u; lra. }
    apply eventually_impl with (2 := eventually_and _ _
      (eventually_small ((1 - (cost best - cost y) / B) / 2) (KL x (rate best)) ltac:(lra) K1)
      (eventually_small ((1 - (cost best - cost y) / B) / 2) (KL x (rate y)) ltac:(lra) Ky)).
    intros n [E1 E2]; split; intros; lra.
  - exists O; intros n _; split; intros; lra.
  - apply eventually_impl with (2 := eventually_small ((cost y - cost best) / B) (KL x (rate best))
      ltac:(apply Rdiv_lt_0_compat; lra) K1).
    intros n E; split; intros; lra.
Qed.

(** A whole threshold at that share: by Chernoff the first best seldom fails, a cheaper effort seldom passes. *)
Lemma threshold_rates x n : rate near < x < rate best -> exists m,
  mean (rate best) n (below m) <= exp (- (INR n * KL x (rate best))) /\
  forall y, In y choices -> cost y < cost best -> 1 - mean (rate y) n (below m) <= exp (- (INR n * KL x (rate y))).
Proof.
  intros Hx; pose proof (Hrate near Hnear) as [P0 _]; pose proof (Hrate best Hbest) as P1.
  assert (Px : probability x) by (destruct P1; unfold probability; lra).
  destruct (whole_above (INR n * x) ltac:(apply Rmult_le_pos; [apply pos_INR|lra])) as [m [M0 M1]].
  exists m; split.
  - apply (chernoff_low x (rate best)); [exact Px|exact P1|lra|apply below_range|].
    intros k Hk; unfold below; destruct (Nat.ltb_spec k m) as [L|L]; [|reflexivity].
    apply le_INR in L; rewrite S_INR in L; lra.
  - intros y Hy Ly; pose proof (Nearest y Hy Ly); rewrite <- mean_complement.
    apply (chernoff_high x (rate y)); [exact Px|apply Hrate, Hy|lra| |].
    + intros k; pose proof (below_range m k); lra.
    + intros k Hk; unfold below; destruct (Nat.ltb_spec k m) as [L|L]; [ring|].
      apply le_INR in L; lra.
Qed.

Section Bonus.
Variables n m : nat.
Let f : R := mean (rate best) n (below m).
(** A base that leaves the annotator U0. *)
Let base : R := u - (1 - f) * B.
Hypothesis Room : f * B <= top - u.

Lemma fails : 0 <= f <= 1 /\ 0 <= f * B.
Proof.
  assert (F : 0 <= f <= 1) by (apply mean_range; [pose proof (Hrate best Hbest) as [? ?]; lra|apply below_range]).
  split; [exact F|apply Rmult_le_pos; [lra|left; exact B_positive]].
Qed.

Lemma bonus_within : umin <= base /\ base + B <= top.
Proof. pose proof fails as [F F0]; unfold base, B in *; lra. Qed.

Lemma bonus_mean y : expect (rate y) n (bonus_pay base B m) = base + B * (1 - mean (rate y) n (below m)).
Proof.
  unfold bonus_pay; rewrite expect_plus, expect_scale, expect_minus, !expect_const.
  rewrite (expect_count (rate y) n (below m)); reflexivity.
Qed.

(** The first best is a best reply. *)
Lemma bonus_induces x : tempts_none x n -> f <= exp (- (INR n * KL x (rate best))) ->
  (forall y, In y choices -> cost y < cost best -> 1 - mean (rate y) n (below m) <= exp (- (INR n * KL x (rate y)))) ->
  induced n (bonus_pay base B m) best.
Proof.
  intros None Ff Fy; pose proof B_positive as B0; pose proof bonus_within as Pb; pose proof fails as [F F0].
  split; [|split].
  - intros l _; apply within; unfold bonus_pay, below; destruct (Nat.ltb (count l) m); lra.
  - intros y Hy; rewrite !bonus_mean; fold f; destruct (choice_dec y best) as [->|N]; [fold f; lra|].
    destruct (None y Hy) as [None1 None2].
    assert (R : 0 <= mean (rate y) n (below m) <= 1)
      by (apply mean_range; [pose proof (Hrate y Hy) as [? ?]; lra|apply below_range]).
    destruct (Order y Hy N) as [[L _]|L].
    + specialize (None1 L); specialize (Fy y Hy L).
      assert (E : B * ((cost best - cost y) / B) <= B * (mean (rate y) n (below m) - f)) by (apply Rmult_le_compat_l; lra).
      replace (B * ((cost best - cost y) / B)) with (cost best - cost y) in E by (field; lra); lra.
    + specialize (None2 L).
      assert (E : B * f <= B * ((cost y - cost best) / B)) by (apply Rmult_le_compat_l; lra).
      replace (B * ((cost y - cost best) / B)) with (cost y - cost best) in E by (field; lra).
      assert (0 <= B * mean (rate y) n (below m)) by (apply Rmult_le_pos; lra); lra.
  - rewrite bonus_mean; fold f; unfold base, u; lra.
Qed.

(** It costs no more than failing does: f times the bonus at the steepest wage. *)
Lemma bonus_wage : expect (rate best) n (fun s => h (bonus_pay base B m s)) - h u <= f * (B * h1 top).
Proof.
  pose proof B_positive as B0; pose proof bonus_within as Pb; pose proof fails as [F F0].
  assert (Pu : pay u) by (apply Pay, Hbest).
  set (y := u + f * B).
  assert (Py : pay y) by (apply (wage_interval _ _ _ _ Sm u _ top Pu Ptop); unfold y; lra).
  assert (Hb : h base <= h u).
  { pose proof (wage_tangent pay h h1 h2 Sm base u ltac:(apply within; lra) Pu) as T.
    assert (0 <= h1 base * (u - base)); [|lra].
    apply Rmult_le_pos; [apply Rise, within; lra|].
    unfold base; assert (0 <= (1 - f) * B) by (apply Rmult_le_pos; lra); lra. }
  assert (Hy : h y <= h u + h1 top * (f * B)).
  { pose proof (wage_tangent pay h h1 h2 Sm y u Py Pu) as T.
    assert (S : h1 y * (f * B) <= h1 top * (f * B)).
    { apply Rmult_le_compat_r; [exact F0|].
      destruct (Rle_or_lt top y) as [L|L]; [replace y with top by (unfold y in *; lra); lra|].
      pose proof (wage_tangent pay h h1 h2 Sm y top Py Ptop) as T1; pose proof (wage_tangent pay h h1 h2 Sm top y Ptop Py) as T2.
      apply Rmult_le_reg_r with (top - y); lra. }
    replace (u - y) with (- (f * B)) in T by (unfold y; ring); lra. }
  assert (Eh : expect (rate best) n (fun s => h (bonus_pay base B m s)) = (1 - f) * h y + f * h base).
  { rewrite (expect_ext (rate best) n _ (fun s => h y + (h base - h y) * below m (count s))).
    - rewrite expect_plus, expect_scale, expect_const, (expect_count (rate best) n (below m)); fold f; ring.
    - intros s _; unfold bonus_pay, below; destruct (Nat.ltb (count s) m).
      + replace (base + B * (1 - 1)) with base by ring; ring.
      + replace (base + B * (1 - 0)) with y by (unfold base, y; ring); ring. }
  rewrite Eh.
  apply Rmult_le_compat_l with (r := f) in Hb; [|lra]; apply Rmult_le_compat_l with (r := 1 - f) in Hy; [|lra].
  assert ((1 - f) * (h1 top * (f * B)) <= 1 * (h1 top * (f * B))).
  { apply Rmult_le_compat_r; [apply Rmult_le_pos; [apply Rise, Ptop|exact F0]|lra]. }
  lra.
Qed.
End Bonus.

(** A constant factor is worth less than half of the slack in the exponent. *)
Lemma exponent_absorbs A f x n eps : 0 <= A -> 0 <= f <= exp (- (INR n * KL x (rate best))) ->
  KLn - eps / 2 <= KL x (rate best) -> exp (- (INR n * (eps / 2))) <= / (1 + A) -> f * A <= exp (- (INR n * (KLn - eps))).
Proof.
  intros A0 F Kx HE; pose proof (pos_INR n) as N0.
  apply Rle_trans with (exp (- (INR n * (KLn - eps / 2))) * A).
  { apply Rmult_le_compat_r; [lra|]; apply Rle_trans with (1 := proj2 F).
    assert (L : - (INR n * KL x (rate best)) <= - (INR n * (KLn - eps / 2))).
    { apply Ropp_le_contravar, Rmult_le_compat_l; lra. }
    destruct L as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra]. }
  replace (- (INR n * (KLn - eps / 2))) with (- (INR n * (KLn - eps)) + - (INR n * (eps / 2))) by field.
  rewrite exp_plus, Rmult_assoc.
  apply Rle_trans with (exp (- (INR n * (KLn - eps))) * 1); [|lra].
  apply Rmult_le_compat_l; [left; apply exp_pos|].
  apply Rle_trans with (/ (1 + A) * A); [apply Rmult_le_compat_r; lra|].
  apply Rmult_le_reg_l with (1 + A); [lra|]; rewrite <- Rmult_assoc, Rinv_r by lra; lra.
Qed.

Lemma bonus_reaches eps : 0 < eps -> eventually (fun n => exists base b m, 0 <= b /\
  induced n (bonus_pay base b m) best /\ expect (rate best) n (fun s => h (bonus_pay base b m s)) - h (U0 + cost best) <=
  exp (- (INR n * (KLn - eps)))).
Proof.
  intros He; destruct Near_cheaper as [Nb [Nc Nq]]; pose proof B_positive as B0.
  pose proof (Hrate best Hbest) as P1; pose proof (Hrate near Hnear) as P0.
  destruct (KL_near (rate near) (rate best) (eps / 2) P0 P1 Nq ltac:(lra)) as [x [Hx Kx]]; fold KLn in Kx.
  assert (K1 : 0 < KL x (rate best)).
  { apply KL_pos; [destruct P0, P1; unfold probability; lra|exact P1|lra]. }
  set (A := B * h1 top); assert (A0 : 0 <= A) by (apply Rmult_le_pos; [lra|apply Rise, Ptop]).
  apply eventually_impl with (2 := eventually_and _ _ (tempts_none_eventually x Hx) (eventually_and _ _
    (eventually_small ((top - u) / B) (KL x (rate best)) ltac:(apply Rdiv_lt_0_compat; unfold u; lra) K1)
    (eventually_small (/ (1 + A)) (eps / 2) ltac:(apply Rinv_0_lt_compat; lra) ltac:(lra)))).
  intros n [None [HT HE]]; destruct (threshold_rates x n Hx) as [m [F1 Fy]].
  assert (Room : mean (rate best) n (below m) * B <= top - u).
  { replace (top - u) with ((top - u) / B * B) by (field; lra); apply Rmult_le_compat_r; lra. }
  exists (u - (1 - mean (rate best) n (below m)) * B), B, m; split; [lra|split].
  - apply (bonus_induces n m Room x); assumption.
  - apply Rle_trans with (1 := bonus_wage n m Room).
    apply (exponent_absorbs A _ x); try assumption; split; [apply fails|exact F1].
Qed.

(** What no pay exceeds, whatever effort it is for. *)
Lemma any_value_le eps : 0 < eps -> eventually (fun n => forall x v, In x choices -> induced n v x ->
  value_of n v x <= seen_payoff U0 h best - exp (- (INR n * (KLn + eps)))).
Proof.
  intros He; destruct Near_cheaper as [Nb [Nc Nq]]; pose proof KL_positive as K0.
  set (step := cost best - cost near).
  assert (Pz : pay (U0 + cost best - step / 4)).
  { apply (wage_interval _ _ _ _ Sm umin _ (U0 + cost best) Pmin (Pay best Hbest)).
    pose proof (Hroom near Hnear); unfold step; lra. }
  pose proof (any_pay_lower pay h h1 h2 umin U0 (cost near) (cost best) (rate near) (rate best) Sm Low
    (Hrate near Hnear) (Hrate best Hbest) Nq Nc (Pay best Hbest) Pz Steep eps He) as Lo.
  apply eventually_impl with (2 := eventually_and _ _ Lo (eventually_small margin (KLn + eps) Hmargin ltac:(lra))).
  intros n [Any Mn] x v Hx Ind; fold KLn in Any; destruct (choice_dec x best) as [->|N].
  - destruct Ind as [Py [Be Pa]]; specialize (Any v Py (Be near Hnear) Pa); unfold value_of, seen_payoff; lra.
  - pose proof (value_le n v x Hx Ind); pose proof (First x Hx N); lra.
Qed.

Lemma gaps_between eps : 0 < eps -> eventually (fun n =>
  (exists z, bonus_payoffs n z /\ seen_payoff U0 h best - exp (- (INR n * (KLn - eps))) <= z) /\
  forall z, any_payoffs n z -> z <= seen_payoff U0 h best - exp (- (INR n * (KLn + eps)))).
Proof.
  intros He; apply eventually_impl with (2 := eventually_and _ _ (any_value_le eps He) (bonus_reaches eps He)).
  intros n [Up [base [b [m [Hb [Ind Pr]]]]]]; split.
  - exists (value_of n (bonus_pay base b m) best); split; [|unfold value_of, seen_payoff; lra].
    exists best, base, b, m; split; [exact Hbest|split; [exact Hb|split; [exact Ind|reflexivity]]].
  - intros z [x [v [Hx [I ->]]]]; apply Up; assumption.
Qed.

Lemma bonus_is_pay n z : bonus_payoffs n z -> any_payoffs n z.
Proof.
  intros [x [base [b [m [Hx [_ [I ->]]]]]]]; exists x, (bonus_pay base b m); split; [exact Hx|split; [exact I|reflexivity]].
Qed.

Theorem any_pay_gap : exists second, suprema any_payoffs second /\ forall eps, 0 < eps -> eventually (fun n =>
  exp (- (INR n * (KL (rate near) (rate best) + eps))) <= seen_payoff U0 h best - second n <=
  exp (- (INR n * (KL (rate near) (rate best) - eps)))).
Proof.
  apply exponent_of; intros eps He; apply eventually_impl with (2 := gaps_between eps He).
  intros n [[z [Z Zl]] L]; split; [exists z; split; [apply bonus_is_pay, Z|exact Zl]|exact L].
Qed.

Theorem bonus_gap : exists second, suprema bonus_payoffs second /\ forall eps, 0 < eps -> eventually (fun n =>
  exp (- (INR n * (KL (rate near) (rate best) + eps))) <= seen_payoff U0 h best - second n <=
  exp (- (INR n * (KL (rate near) (rate best) - eps)))).
Proof.
  apply exponent_of; intros eps He; apply eventually_impl with (2 := gaps_between eps He).
  intros n [X L]; split; [exact X|intros z Z; apply L, bonus_is_pay, Z].
Qed.
End Gap.
