(** * What pays for a price: wages of three families of utilities under a polynomial

    In words.  h(v) is the wage that buys the utility v: v^p for u = w^(1/p), a(e^v - 1) for u = ln(1 + w/a), -ln(1 - rv)/r
    for constant absolute risk aversion r.  A polynomial P majorises a family at the price lambda if
    lambda(1+t) v - h(v) <= P(t) for every utility v that may be paid and every t from bottom to top ([majorised]).  [check_majorant]
    is a test on rationals, [check_majorant_sound] says that what passes is one.

    How.  The largest lambda(1+t) v - h(v), G(t), has G'' = c (1+t)^-theta with theta = (p-2)/(p-1), 1, 2 ([peak_curvature]).  P is
    Taylor's polynomial of G with another last coefficient: P'' = c R, and R (1+t)^theta has its least value, 1, at t = 0
    if R'(1+t) + theta R is t times what is at least 0.  Below [split] the wage cannot fall below 0, so that G(split) is
    enough.  Values and slopes at t = 0 come from brackets of logarithms.  Coefficients are rounded so that P rises by some 2^-150,
    for what is computed with P has many more of them.

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature ExpBracket.
From FirstBest.Lib Require Export Segment.
Open Scope R_scope.

(** u = w^(1/p), ln(1 + w/a), (1 - e^(-rw))/r. *)
Inductive utility_of_money := Root (p : Q) | Logarithm (a : Q) | Exponential (r : Q).

Section Family.
Variable f : utility_of_money.

Definition wage (v : R) : R :=
  match f with
  | Root p => if Rle_dec v 0 then 0 else Rpower v (Q2R p)
  | Logarithm a => Q2R a * (exp v - 1)
  | Exponential r => - (ln (1 - Q2R r * v) / Q2R r)
  end.

(** Wages are at least 0, and there is a wage for the utility. *)
Definition payable (v : R) : Prop := 0 <= v /\ match f with Exponential r => Q2R r * v < 1 | _ => True end.

Definition well_formed : bool :=
  match f with Root p => less 1 p &&& Qle_bool 2 p | Logarithm a => less 0 a | Exponential r => less 0 r end.

Definition theta : Q :=
  match f with Root p => (p - 2) / (p - 1) | Logarithm _ => 1 | Exponential _ => 2 end.

(** The largest y v - h(v), and where it is, for y > 0. *)
Definition answer (y : R) : R :=
  match f with
  | Root p => exp (ln (y / Q2R p) / (Q2R p - 1))
  | Logarithm a => ln (y / Q2R a)
  | Exponential r => (1 - / y) / Q2R r
  end.
Definition peak (y : R) : R :=
  match f with
  | Root p => y * answer y * (1 - / Q2R p)
  | Logarithm a => y * answer y - y + Q2R a
  | Exponential r => (y - 1 - ln y) / Q2R r
  end.
Definition bend_at (y : R) : R :=
  match f with
  | Root p => answer y / ((Q2R p - 1) * y)
  | Logarithm _ => / y
  | Exponential r => / (Q2R r * (y * y))
  end.

Hypothesis Hf : well_formed = true.

Lemma ln_below z : 0 < z -> ln z <= z - 1.
Proof. intros Hz; pose proof (exp_ineq1_le (ln z)) as E; rewrite exp_ln in E by exact Hz; lra. Qed.

Lemma root_large p : f = Root p -> 2 <= Q2R p.
Proof.
  intros E; pose proof Hf as H; unfold well_formed in H; rewrite E in H; apply both in H; destruct H as [_ H].
  apply le_le in H; replace (Q2R 2) with 2 in H by (unfold Q2R; simpl; field); exact H.
Qed.
Lemma log_positive a : f = Logarithm a -> 0 < Q2R a.
Proof. intros E; pose proof Hf as H; unfold well_formed in H; rewrite E in H; apply less_lt in H; rewrite Q2R_zero in H; exact H. Qed.
Lemma cara_positive r : f = Exponential r -> 0 < Q2R r.
Proof. intros E; pose proof Hf as H; unfold well_formed in H; rewrite E in H; apply less_lt in H; rewrite Q2R_zero in H; exact H. Qed.

(** Fenchel and Young. *)
Theorem peak_above y v : 0 < y -> payable v -> y * v - wage v <= peak y.
Proof.
  intros Hy [V W]; unfold wage, peak, answer; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large p E) as P; set (k := Q2R p) in *.
    set (s := ln (y / k) / (k - 1)); pose proof (exp_pos s) as S0.
    destruct (Rle_dec v 0) as [N|N].
    { replace v with 0 by lra; rewrite Rmult_0_r, Rminus_0_r.
      apply Rmult_le_pos; [apply Rmult_le_pos; lra|].
      assert (/ k <= / 2) by (apply Rinv_le_contravar; lra); lra. }
    set (z := ln v - s).
    assert (Ev : v = exp s * exp z).
    { unfold z; rewrite <- exp_plus; replace (s + (ln v - s)) with (ln v) by ring; rewrite exp_ln; lra. }
    assert (Ey : y = k * exp ((k - 1) * s)).
    { unfold s; replace ((k - 1) * (ln (y / k) / (k - 1))) with (ln (y / k)) by (field; lra).
      rewrite exp_ln by (apply Rdiv_lt_0_compat; lra); field; lra. }
    assert (Ew : Rpower v k = exp s * exp ((k - 1) * s) * (exp z * exp ((k - 1) * z))).
    { unfold Rpower; replace (k * ln v) with (s + (k - 1) * s + (z + (k - 1) * z)) by (unfold z; ring).
      rewrite !exp_plus; ring. }
    rewrite Ew.
    assert (D : y * exp s * (1 - / k) = exp s * exp ((k - 1) * s) * (k - 1)) by (rewrite Ey at 1; field; lra).
    rewrite D; replace (y * v) with (exp s * exp ((k - 1) * s) * (k * exp z)) by (rewrite Ev, Ey; ring).
    assert (C : 0 < exp s * exp ((k - 1) * s)) by (apply Rmult_lt_0_compat; apply exp_pos).
    set (c := exp s * exp ((k - 1) * s)) in *.
    assert (B : k * exp z - exp z * exp ((k - 1) * z) <= k - 1).
    { pose proof (exp_pos z) as Z0; pose proof (exp_ineq1_le ((k - 1) * z)) as I1.
      pose proof (exp_ineq1_le (- z)) as I2; rewrite exp_Ropp in I2.
      assert (exp z * (1 + - z) <= 1).
      { apply Rle_trans with (exp z * / exp z); [apply Rmult_le_compat_l; lra|rewrite Rinv_r; lra]. }
      assert (exp z * (1 + (k - 1) * z) <= exp z * exp ((k - 1) * z)) by (apply Rmult_le_compat_l; lra).
      nra. }
    nra.
  - pose proof (log_positive a E) as A.
    set (l := ln (y / Q2R a)).
    assert (El : exp l = y / Q2R a) by (apply exp_ln, Rdiv_lt_0_compat; lra).
    assert (Ex : Q2R a * exp v = y * exp (v - l)).
    { unfold Rminus; rewrite exp_plus, exp_Ropp, El; field; lra. }
    pose proof (exp_ineq1_le (v - l)); nra.
  - pose proof (cara_positive r E) as A; set (k := Q2R r) in *.
    assert (Z : 0 < y * (1 - k * v)) by (apply Rmult_lt_0_compat; lra).
    pose proof (ln_below _ Z) as L; rewrite ln_mult in L by lra.
    apply Rmult_le_reg_r with k; [exact A|].
    replace ((y * v - - (ln (1 - k * v) / k)) * k) with (y * v * k + ln (1 - k * v)) by (field; lra).
    replace ((y - 1 - ln y) / k * k) with (y - 1 - ln y) by (field; lra); lra.
Qed.

Lemma wage_nonneg v : payable v -> 0 <= wage v.
Proof.
  intros [V W]; unfold wage; destruct f as [p|a|r] eqn:E.
  - destruct (Rle_dec v 0); [lra|left; apply exp_pos].
  - pose proof (log_positive a E); pose proof (exp_ineq1_le v); apply Rmult_le_pos; lra.
  - pose proof (cara_positive r E) as P; pose proof (ln_below (1 - Q2R r * v) ltac:(lra)) as L.
    assert (0 <= Q2R r * v) by (apply Rmult_le_pos; lra).
    replace (- (ln (1 - Q2R r * v) / Q2R r)) with (- ln (1 - Q2R r * v) * / Q2R r) by (field; lra).
    apply Rmult_le_pos; [lra|left; apply Rinv_0_lt_compat, P].
Qed.

Lemma ratio_derive k y : 0 < k -> 0 < y -> is_derive (fun x => ln (x / k)) y (/ y).
Proof. intros K Y; auto_derive; [apply Rdiv_lt_0_compat; assumption|field; lra]. Qed.

Lemma answer_derive y : 0 < y -> is_derive answer y (bend_at y).
Proof.
  intros Hy; unfold answer, bend_at, answer; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large p E) as P; auto_derive.
    + repeat split; try apply Rdiv_lt_0_compat; lra.
    + unfold Rdiv; field; lra.
  - apply ratio_derive; [apply (log_positive a E)|exact Hy].
  - pose proof (cara_positive r E); auto_derive; [lra|field; lra].
Qed.

Lemma peak_derive y : 0 < y -> is_derive peak y (answer y).
Proof.
  intros Hy; pose proof (answer_derive y Hy) as D; unfold peak, bend_at in *; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large p E) as P.
    auto_derive; [exists (answer y / ((Q2R p - 1) * y)); exact D|].
    replace (Derive (fun x => answer x) y) with (answer y / ((Q2R p - 1) * y)) by (symmetry; apply is_derive_unique; exact D).
    field; lra.
  - auto_derive; [exists (/ y); exact D|].
    replace (Derive (fun x => answer x) y) with (/ y) by (symmetry; apply is_derive_unique; exact D); field; lra.
  - unfold answer in *; rewrite E in *; pose proof (cara_positive r E); auto_derive; [lra|field; lra].
Qed.

(** G(t) = peak(lambda(1+t)). *)
Variable lambda : Q.
Hypothesis L0 : 0 < Q2R lambda.
Let l : R := Q2R lambda.

Lemma scaled_derive (g g1 : R -> R) t : (forall y, 0 < y -> is_derive g y (g1 y)) -> -1 < t ->
  is_derive (fun s => g (l * (1 + s))) t (l * g1 (l * (1 + t))).
Proof.
  intros D T; assert (Y : 0 < l * (1 + t)) by (apply Rmult_lt_0_compat; [exact L0|lra]).
  apply (is_derive_comp g (fun s => l * (1 + s)) t (g1 (l * (1 + t))) l); [apply D, Y|auto_derive; [trivial|ring]].
Qed.

Lemma peak_curvature t : -1 < t ->
  l * (l * bend_at (l * (1 + t))) = l * (l * bend_at l) * Rpower (1 + t) (- Q2R theta).
Proof.
  intros T; assert (Y : 0 < 1 + t) by lra; unfold bend_at, theta, answer; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large p E) as P.
    assert (Q1 : ~ (p - 1 == 0)%Q).
    { intros Z; apply Qeq_eqR in Z; rewrite Q2R_minus, Q2R_one, Q2R_zero in Z; lra. }
    rewrite Q2R_div, !Q2R_minus, Q2R_one by exact Q1; replace (Q2R 2) with 2 by (unfold Q2R; simpl; field).
    set (k := Q2R p) in *.
    replace (ln (l * (1 + t) / k)) with (ln (l / k) + ln (1 + t)).
    2:{ rewrite <- ln_mult by (assumption || (apply Rdiv_lt_0_compat; unfold l; lra)); f_equal; field; lra. }
    unfold Rpower; replace ((ln (l / k) + ln (1 + t)) / (k - 1)) with
      (ln (l / k) / (k - 1) + (- ((k - 2) / (k - 1)) * ln (1 + t) + ln (1 + t))) by (field; lra).
    rewrite !exp_plus, (exp_ln (1 + t)) by exact Y; field; unfold l; repeat split; lra.
  - unfold Rpower; rewrite Q2R_one; replace (- (1) * ln (1 + t)) with (- ln (1 + t)) by ring.
    rewrite exp_Ropp, exp_ln by exact Y; field; unfold l; lra.
  - pose proof (cara_positive r E); unfold Rpower; replace (Q2R 2) with 2 by (unfold Q2R; simpl; field).
    replace (- (2) * ln (1 + t)) with (- (ln (1 + t) + ln (1 + t))) by ring.
    rewrite exp_Ropp, exp_plus, !exp_ln by exact Y; field; unfold l; repeat split; lra.
Qed.
End Family.

(** ** Brackets at a price *)

(** A price, brackets of the logarithm that the family asks for there, and of [answer]. *)
Record point := Point { price : Q; log_low : Q; log_high : Q; answer_low : Q; answer_high : Q }.

Section Point.
Variable f : utility_of_money.
Variable p : point.
Let y := price p.

Definition argument : Q := match f with Root k => y / k | Logarithm a => y / a | Exponential _ => y end.

Definition check_point : bool :=
  less 0 y &&& ln_at_least (log_low p) argument &&& ln_at_most argument (log_high p) &&&
  match f with
  | Root k => ln_at_most (answer_low p) (log_low p / (k - 1)) &&& ln_at_least (log_high p / (k - 1)) (answer_high p)
  | Logarithm _ => Qle_bool (answer_low p) (log_low p) &&& Qle_bool (log_high p) (answer_high p)
  | Exponential r => Qle_bool (answer_low p) ((1 - / y) / r) &&& Qle_bool ((1 - / y) / r) (answer_high p)
  end.

Definition peak_high : Q :=
  match f with
  | Root k => y * answer_high p * (1 - / k)
  | Logarithm a => y * answer_high p - y + a
  | Exponential r => (y - 1 - log_low p) / r
  end.
Definition bend_high : Q :=
  match f with
  | Root k => answer_high p / ((k - 1) * y)
  | Logarithm _ => / y
  | Exponential r => / (r * (y * y))
  end.

Lemma nonzero a : Q2R a <> 0 -> ~ (a == 0)%Q.
Proof. intros N Z; apply N; rewrite (Qeq_eqR _ _ Z); apply Q2R_zero. Qed.

Lemma ln_exp_at_most s a u : 0 < Q2R a -> ln (Q2R a) <= Q2R u -> Q2R u <= s -> Q2R a <= exp s.
Proof.
  intros A L U; rewrite <- (exp_ln (Q2R a)) by exact A.
  destruct (Rle_lt_or_eq_dec (ln (Q2R a)) s ltac:(lra)) as [H|H]; [left; apply exp_increasing, H|rewrite H; apply Rle_refl].
Qed.
Lemma ln_exp_at_least s a u : 0 < Q2R a -> Q2R u <= ln (Q2R a) -> s <= Q2R u -> exp s <= Q2R a.
Proof.
  intros A L U; rewrite <- (exp_ln (Q2R a)) by exact A.
  destruct (Rle_lt_or_eq_dec s (ln (Q2R a)) ltac:(lra)) as [H|H]; [left; apply exp_increasing, H|rewrite H; apply Rle_refl].
Qed.

Lemma check_point_sound : well_formed f = true -> check_point = true ->
  0 < Q2R y /\ Q2R (answer_low p) <= answer f (Q2R y) <= Q2R (answer_high p) /\
  peak f (Q2R y) <= Q2R peak_high /\ bend_at f (Q2R y) <= Q2R bend_high.
Proof.
  intros Wf H; unfold check_point in H.
  apply both in H; destruct H as [H B]; apply both in H; destruct H as [H Hi].
  apply both in H; destruct H as [Y Lo]; apply less_lt in Y; rewrite Q2R_zero in Y.
  apply ln_at_least_sound in Lo; destruct Lo as [_ Lo]; apply ln_at_most_sound in Hi; destruct Hi as [_ Hi].
  split; [exact Y|].
  assert (Yq : ~ (y == 0)%Q) by (apply nonzero; lra).
  unfold argument, answer, peak, answer, bend_at, answer, peak_high, bend_high in *; destruct f as [k|a|r] eqn:E.
  - pose proof (root_large (Root k) Wf k eq_refl) as P.
    apply both in B; destruct B as [B1 B2].
    apply ln_at_most_sound in B1; destruct B1 as [A1 B1]; apply ln_at_least_sound in B2; destruct B2 as [A2 B2].
    assert (K1 : Q2R (k - 1) = Q2R k - 1) by (rewrite Q2R_minus, Q2R_one; reflexivity).
    assert (Kq : ~ (k == 0)%Q) by (apply nonzero; lra).
    assert (Kq1 : ~ (k - 1 == 0)%Q) by (apply nonzero; lra).
    rewrite Q2R_div in Lo, Hi by exact Kq.
    set (s := ln (Q2R y / Q2R k) / (Q2R k - 1)).
    assert (S1 : Q2R (log_low p / (k - 1)) <= s).
    { rewrite Q2R_div, K1 by exact Kq1; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact Lo]. }
    assert (S2 : s <= Q2R (log_high p / (k - 1))).
    { rewrite Q2R_div, K1 by exact Kq1; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|exact Hi]. }
    assert (X1 := ln_exp_at_most s _ _ A1 B1 S1); assert (X2 := ln_exp_at_least s _ _ A2 B2 S2).
    split; [split; assumption|].
    assert (Kq2 : ~ ((k - 1) * y == 0)%Q) by (apply nonzero; rewrite Q2R_mult, K1; nra).
    rewrite Q2R_div, !Q2R_mult, K1, Q2R_minus, Q2R_one, Q2R_inv by assumption.
    assert (/ Q2R k <= / 2) by (apply Rinv_le_contravar; lra).
    split.
    + apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; [lra|exact X2].
    + apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra|exact X2].
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as P.
    apply both in B; destruct B as [B1 B2]; apply le_le in B1; apply le_le in B2.
    assert (Kq : ~ (a == 0)%Q) by (apply nonzero; lra); rewrite Q2R_div in Lo, Hi by exact Kq.
    rewrite Q2R_plus, Q2R_minus, Q2R_mult, Q2R_inv by exact Yq.
    split; [lra|split; [|apply Rle_refl]].
    assert (Q2R y * ln (Q2R y / Q2R a) <= Q2R y * Q2R (answer_high p)) by (apply Rmult_le_compat_l; lra); lra.
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as P.
    apply both in B; destruct B as [B1 B2]; apply le_le in B1; apply le_le in B2.
    assert (Kq : ~ (r == 0)%Q) by (apply nonzero; lra).
    assert (Kq2 : ~ (r * (y * y) == 0)%Q).
    { apply nonzero; rewrite !Q2R_mult; apply Rgt_not_eq, Rmult_lt_0_compat; [exact P|apply Rmult_lt_0_compat; exact Y]. }
    rewrite Q2R_div, Q2R_minus, Q2R_one, Q2R_inv in B1, B2 by assumption.
    rewrite Q2R_div, !Q2R_minus, Q2R_one, Q2R_inv, !Q2R_mult by assumption.
    split; [lra|split; [|apply Rle_refl]].
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, P|lra].
Qed.
End Point.

(** ** A wage that buys a utility *)

(** At most [w]; for roots, [log] is above the logarithm of the utility. *)
Definition buys (f : utility_of_money) (u log w : Q) : bool :=
  Qle_bool 0 u &&&
  match f with
  | Root p => Qle_bool u 0 &&& Qle_bool 0 w ||| ln_at_most u log &&& ln_at_least (p * log) w
  | Logarithm a => ln_at_least u (w / a + 1)
  | Exponential r => ln_at_least (- (r * w)) (1 - r * u)
  end.

Theorem buys_sound f u log w : well_formed f = true -> buys f u log w = true ->
  payable f (Q2R u) /\ wage f (Q2R u) <= Q2R w.
Proof.
  intros Wf H; unfold buys in H; apply both in H; destruct H as [U H]; apply le_le in U; rewrite Q2R_zero in U.
  destruct f as [p|a|r].
  - split; [split; [exact U|exact I]|].
    apply either in H; destruct H as [H|H]; apply both in H; destruct H as [H1 H2].
    + apply le_le in H1; apply le_le in H2; rewrite Q2R_zero in *.
      unfold wage; destruct (Rle_dec (Q2R u) 0); lra.
    + apply ln_at_most_sound in H1; destruct H1 as [A1 H1].
      apply ln_at_least_sound in H2; destruct H2 as [A2 H2]; rewrite Q2R_mult in H2.
      pose proof (root_large (Root p) Wf p eq_refl) as P.
      unfold wage; destruct (Rle_dec (Q2R u) 0) as [N|_]; [lra|]; unfold Rpower.
      rewrite <- (exp_ln (Q2R w)) by exact A2.
      assert (L : Q2R p * ln (Q2R u) <= ln (Q2R w)).
      { apply Rle_trans with (Q2R p * Q2R log); [apply Rmult_le_compat_l; lra|exact H2]. }
      destruct L as [L|L]; [left; apply exp_increasing, L|rewrite L; apply Rle_refl].
  - split; [split; [exact U|exact I]|].
    apply ln_at_least_sound in H; destruct H as [A H].
    pose proof (log_positive (Logarithm a) Wf a eq_refl) as P.
    assert (Aq : ~ (a == 0)%Q) by (apply nonzero; lra).
    assert (X : exp (Q2R u) <= Q2R (w / a + 1)).
    { rewrite <- (exp_ln (Q2R (w / a + 1))) by exact A.
      destruct H as [L|L]; [left; apply exp_increasing, L|rewrite L; apply Rle_refl]. }
    rewrite Q2R_plus, Q2R_div, Q2R_one in X by exact Aq; unfold wage.
    assert (B : Q2R a * (exp (Q2R u) - 1) <= Q2R a * (Q2R w / Q2R a)) by (apply Rmult_le_compat_l; lra).
    replace (Q2R a * (Q2R w / Q2R a)) with (Q2R w) in B by (field; lra); exact B.
  - apply ln_at_least_sound in H; destruct H as [A H].
    pose proof (cara_positive (Exponential r) Wf r eq_refl) as P.
    rewrite Q2R_opp, Q2R_mult in H; rewrite Q2R_minus, Q2R_mult, Q2R_one in H, A.
    split; [split; [exact U|lra]|]; unfold wage.
    apply Rmult_le_reg_r with (Q2R r); [exact P|].
    replace (- (ln (1 - Q2R r * Q2R u) / Q2R r) * Q2R r) with (- ln (1 - Q2R r * Q2R u)) by (field; lra); lra.
Qed.

(** ** The polynomial *)

Fixpoint taylor_from (i : positive) (terms : nat) (th b : Q) : poly :=
  match terms with
  | O => []
  | S j => b :: taylor_from (Pos.succ i) j th (Qred (b * (- th - inject_Z (Zpos i) + 1) * (1 # i)))
  end.

(** At least 0 on [low, high], after even powers of the variable were left out. *)
Fixpoint even_nonneg (low high : Q) (p : poly) : bool :=
  match p with
  | a :: b :: p' => if Qeq_bool a 0 &&& Qeq_bool b 0 then even_nonneg low high p' else at_least_zero_on low high p
  | _ => at_least_zero_on low high p
  end.

Lemma even_nonneg_value low high x : Q2R low <= x <= Q2R high ->
  forall k p, (length p <= k)%nat -> even_nonneg low high p = true -> 0 <= value p x.
Proof.
  intros Hx; induction k as [|k IH]; intros p L H.
  - destruct p; [cbn [value]; lra|simpl in L; lia].
  - destruct p as [|a [|b p]]; cbn [even_nonneg] in H; try (apply (at_least_zero_on_value low high); assumption).
    destruct (Qeq_bool a 0 &&& Qeq_bool b 0) eqn:E; [|apply (at_least_zero_on_value low high); assumption].
    apply both in E; destruct E as [A B]; apply Qeq_bool_iff, Qeq_eqR in A; apply Qeq_bool_iff, Qeq_eqR in B.
    cbn [value]; rewrite A, B, Q2R_zero.
    assert (0 <= value p x) by (apply IH; [simpl in L; lia|exact H]).
    replace (0 + x * (0 + x * value p x)) with (x * x * value p x) by ring.
    apply Rmult_le_pos; [apply Rle_0_sqr|assumption].
Qed.

(** At [here], lambda, with the polynomial's value, slope and c there; [there] is where the split is. *)
Record majorant := Majorant
  { here : point; there : point; bottom : Q; top : Q; terms : nat; last : Q;
    value_here : Q; slope_here : Q; bend_here : Q; error : Q }.

Section Majorant.
Variable f : utility_of_money.
Variable m : majorant.

Definition lambda : Q := price (here m).
Definition split : Q := Qred (price (there m) / lambda - 1).
Definition shape : poly := taylor_from 1 (terms m) (theta f) 1 ++ [last m].
Definition bending : poly := scale_by (bend_here m) shape.
Definition tangent : poly := add [value_here m; slope_here m] (integral (integral bending)).
Definition majorising : poly := rounded_up tangent.
Definition rise : poly := add (mul [1%Q; 1%Q] (slope shape)) (scale_by (theta f) shape).

Definition check_majorant : bool :=
  well_formed f &&& check_point f (here m) &&& check_point f (there m) &&&
  Qle_bool (-2) (bottom m) &&& Qle_bool (top m) 2 &&& Qle_bool split 0 &&& Qle_bool 0 (top m) &&&
  Qle_bool 1 (hd 0%Q shape) &&& Qeq_bool (hd 0%Q rise) 0 &&& even_nonneg split (top m) (tl rise) &&&
  Qle_bool 0 (bend_here m) &&& Qle_bool (lambda * (lambda * bend_high f (here m))) (bend_here m) &&&
  Qle_bool 0 (error m) &&& Qle_bool (slope_here m - error m) (lambda * answer_low (here m)) &&&
  Qle_bool (lambda * answer_high (here m)) (slope_here m + error m) &&&
  Qle_bool (peak_high f (here m) + error m * top m) (value_here m) &&&
  Qle_bool (peak_high f (here m) - error m * split) (value_here m) &&&
  (Qle_bool split (bottom m) ||| at_least_zero_on (bottom m) split (add [Qred (- peak_high f (there m))] majorising)).

Hypothesis H : check_majorant = true.

Definition majorised : Prop := forall t v, Q2R (bottom m) <= t <= Q2R (top m) -> payable f v ->
  Q2R lambda * (1 + t) * v - wage f v <= value majorising t.

Lemma shape_above t : Q2R split <= t <= Q2R (top m) -> -1 < Q2R split -> Q2R split <= 0 <= Q2R (top m) ->
  1 <= Q2R (hd 0%Q shape) -> Q2R (hd 0%Q rise) = 0 -> even_nonneg split (top m) (tl rise) = true ->
  Rpower (1 + t) (- Q2R (theta f)) <= value shape t.
Proof.
  intros Ht S1 S0 One Zero Even; set (th := Q2R (theta f)).
  set (phi := fun s => value shape s * Rpower (1 + s) th).
  set (phi1 := fun s => Rpower (1 + s) th / (1 + s) * (s * value (tl rise) s)).
  assert (Vr : forall s, value rise s = s * value (tl rise) s).
  { intros s; destruct rise as [|a r]; cbn [tl value hd] in *; [ring|rewrite Zero; ring]. }
  assert (D : forall s, -1 < s -> is_derive phi s (phi1 s)).
  { intros s Hs; unfold phi1; rewrite <- Vr; unfold rise; rewrite value_add, value_mul, value_scale; cbn [value]; rewrite Q2R_one.
    fold th; pose proof (slope_derive shape s) as V.
    assert (Pw : is_derive (fun x => Rpower (1 + x) th) s (Rpower (1 + s) th * (th / (1 + s)))).
    { unfold Rpower; auto_derive; [lra|field; lra]. }
    replace (Rpower (1 + s) th / (1 + s) * ((1 + s * (1 + s * 0)) * value (slope shape) s + th * value shape s)) with
      (value (slope shape) s * Rpower (1 + s) th + value shape s * (Rpower (1 + s) th * (th / (1 + s)))) by (field; lra).
    exact (is_derive_mult (value shape) (fun x => Rpower (1 + x) th) s _ _ V Pw Rmult_comm). }
  assert (M : phi 0 <= phi t).
  { destruct (MVT_gen phi 0 t phi1) as [c [Hc E]].
    - intros x Hx; apply D; unfold Rmin, Rmax in Hx; destruct (Rle_dec 0 t); lra.
    - intros x Hx; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); exists (phi1 x); apply D.
      unfold Rmin, Rmax in Hx; destruct (Rle_dec 0 t); lra.
    - assert (C : Q2R split <= c <= Q2R (top m)) by (unfold Rmin, Rmax in Hc; destruct (Rle_dec 0 t); lra).
      assert (S' : 0 <= c * t) by (unfold Rmin, Rmax in Hc; destruct (Rle_dec 0 t); nra).
      pose proof (even_nonneg_value split (top m) c C _ (tl rise) (le_n _) Even) as N.
      assert (P : 0 < Rpower (1 + c) th / (1 + c)) by (apply Rdiv_lt_0_compat; [apply exp_pos|lra]).
      replace (phi1 c * (t - 0)) with (Rpower (1 + c) th / (1 + c) * (c * t * value (tl rise) c)) in E by (unfold phi1; ring).
      assert (0 <= Rpower (1 + c) th / (1 + c) * (c * t * value (tl rise) c)).
      { apply Rmult_le_pos; [lra|apply Rmult_le_pos; assumption]. }
      lra. }
  assert (Z : 1 <= phi 0).
  { unfold phi, Rpower; replace (1 + 0) with 1 by ring; rewrite ln_1, Rmult_0_r, exp_0.
    destruct shape as [|a r]; cbn [hd value] in *; [rewrite Q2R_zero in One; lra|lra]. }
  unfold phi in M at 2; unfold Rpower in *.
  replace (- th * ln (1 + t)) with (- (th * ln (1 + t))) by ring; rewrite exp_Ropp.
  pose proof (exp_pos (th * ln (1 + t))) as X.
  apply Rmult_le_reg_r with (exp (th * ln (1 + t))); [exact X|]; rewrite Rinv_l by lra; lra.
Qed.

Theorem check_majorant_sound : majorised.
Proof.
  pose proof H as C; unfold check_majorant in C.
  repeat match type of C with (_ &&& _ = true) => apply both in C; let N := fresh "N" in destruct C as [C N] end.
  pose proof (check_point_sound f (here m) C N15) as [L0 [[A1 A2] [Pk Bd]]].
  pose proof (check_point_sound f (there m) C N14) as [T0 [_ [Pt _]]].
  fold lambda in L0, A1, A2, Pk, Bd.
  apply le_le in N13; apply le_le in N12; apply le_le in N11; apply le_le in N10; apply le_le in N9; apply Qeq_bool_iff, Qeq_eqR in N8.
  apply le_le in N6; apply le_le in N5; apply le_le in N4; apply le_le in N3; apply le_le in N2; apply le_le in N1; apply le_le in N0.
  rewrite ?Q2R_plus, ?Q2R_minus, ?Q2R_mult, ?Q2R_zero, ?Q2R_one in *.
  assert (Sp : Q2R split = Q2R (price (there m)) / Q2R lambda - 1).
  { unfold split; rewrite Q2R_red, Q2R_minus, Q2R_div, Q2R_one; [reflexivity|apply nonzero; lra]. }
  assert (S1 : -1 < Q2R split) by (rewrite Sp; pose proof (Rdiv_lt_0_compat _ _ T0 L0); lra).
  assert (Back : Q2R lambda * (1 + Q2R split) = Q2R (price (there m))) by (rewrite Sp; field; lra).
  replace (Q2R (-2)) with (-2) in N13 by (unfold Q2R; simpl; field).
  replace (Q2R 2) with 2 in N12 by (unfold Q2R; simpl; field).
  intros t v Ht Pv.
  destruct (Rle_or_lt (Q2R split) t) as [R0|R0].
  - assert (Y : 0 < Q2R lambda * (1 + t)) by (apply Rmult_lt_0_compat; lra).
    apply Rle_trans with (peak f (Q2R lambda * (1 + t))); [apply peak_above; assumption|].
    apply Rle_trans with (value tangent t); [|apply rounded_up_above; lra].
    set (D := fun s => value tangent s - peak f (Q2R lambda * (1 + s))).
    set (D1 := fun s => (Q2R (slope_here m) + value (integral bending) s) - Q2R lambda * answer f (Q2R lambda * (1 + s))).
    set (D2 := fun s => value bending s - Q2R lambda * (Q2R lambda * bend_at f (Q2R lambda * (1 + s)))).
    set (range := fun s => Q2R split <= s <= Q2R (top m)).
    assert (Ri : interval range) by (unfold interval, range; intros; lra).
    assert (E1 : forall x, range x -> is_derive D x (D1 x)).
    { intros x [X0 X1]; apply @is_derive_minus; [|apply scaled_derive; [exact L0|apply peak_derive, C|lra]].
      apply is_derive_ext with (fun s => (Q2R (value_here m) + Q2R (slope_here m) * s) + value (integral (integral bending)) s).
      { intros s; unfold tangent; rewrite value_add; cbn [value];
          change (Q2R (value_here m) + Q2R (slope_here m) * s + value (integral (integral bending)) s =
            Q2R (value_here m) + s * (Q2R (slope_here m) + s * 0) + value (integral (integral bending)) s); ring. }
      apply @is_derive_plus; [auto_derive; [trivial|ring]|].
      rewrite <- slope_integral; apply slope_derive. }
    assert (E2 : forall x, range x -> is_derive D1 x (D2 x)).
    { intros x [X0 X1]; apply @is_derive_minus.
      - replace (value bending x) with (plus 0 (value (slope (integral bending)) x))
          by (rewrite slope_integral; change (0 + value bending x = value bending x); ring).
        apply @is_derive_plus; [apply @is_derive_const|apply slope_derive].
      - apply is_derive_scal, scaled_derive; [exact L0|apply answer_derive, C|lra]. }
    assert (Bend : forall x, range x -> 0 <= D2 x).
    { intros x [X0 X1]; unfold D2; rewrite peak_curvature by (exact C || exact L0 || lra).
      unfold bending; rewrite value_scale.
      pose proof (shape_above x (conj X0 X1) S1 (conj N11 N10) N9 N8 N7) as Sh.
      assert (Pw : 0 < Rpower (1 + x) (- Q2R (theta f))) by apply exp_pos.
      assert (Q2R lambda * (Q2R lambda * bend_at f (Q2R lambda)) <= Q2R (bend_here m)).
      { apply Rle_trans with (Q2R lambda * (Q2R lambda * Q2R (bend_high f (here m)))); [|exact N5].
        apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra. }
      assert (Q2R (bend_here m) * Rpower (1 + x) (- Q2R (theta f)) <= Q2R (bend_here m) * value shape x)
        by (apply Rmult_le_compat_l; lra).
      assert (Q2R lambda * (Q2R lambda * bend_at f (Q2R lambda)) * Rpower (1 + x) (- Q2R (theta f)) <=
        Q2R (bend_here m) * Rpower (1 + x) (- Q2R (theta f))) by (apply Rmult_le_compat_r; lra).
      lra. }
    pose proof (second_order_lower range D D1 D2 Ri E1 E2 0 t 0) as T.
    assert (T' : D 0 + D1 0 * (t - 0) + 0 / 2 * ((t - 0) * (t - 0)) <= D t).
    { apply T; [split; assumption|split; lra|].
      intros y By; apply Bend, (between_pay range Ri 0 t); [split; assumption|split; lra|exact By]. }
    assert (Z0 : D 0 = Q2R (value_here m) - peak f (Q2R lambda)).
    { unfold D, tangent; rewrite value_add; unfold integral at 1; cbn [value]; rewrite Q2R_zero.
      replace (Q2R lambda * (1 + 0)) with (Q2R lambda) by ring; ring. }
    assert (Z1 : D1 0 = Q2R (slope_here m) - Q2R lambda * answer f (Q2R lambda)).
    { unfold D1, integral; cbn [value]; rewrite Q2R_zero; replace (Q2R lambda * (1 + 0)) with (Q2R lambda) by ring; ring. }
    assert (M1 : Q2R lambda * Q2R (answer_low (here m)) <= Q2R lambda * answer f (Q2R lambda)) by (apply Rmult_le_compat_l; lra).
    assert (M2 : Q2R lambda * answer f (Q2R lambda) <= Q2R lambda * Q2R (answer_high (here m))) by (apply Rmult_le_compat_l; lra).
    assert (Q2R (error m) * t <= Q2R (error m) * Q2R (top m)) by (apply Rmult_le_compat_l; lra).
    assert (Q2R (error m) * Q2R split <= Q2R (error m) * t) by (apply Rmult_le_compat_l; lra).
    assert (0 <= D t); [|unfold D in *; lra].
    destruct (Rle_or_lt 0 t); nra.
  - assert (Nn : 0 <= v) by (destruct Pv; assumption).
    apply Rle_trans with (Q2R lambda * (1 + Q2R split) * v - wage f v).
    { assert (Q2R lambda * (1 + t) <= Q2R lambda * (1 + Q2R split)) by (apply Rmult_le_compat_l; lra).
      pose proof (Rmult_le_compat_r v _ _ Nn H0); lra. }
    rewrite Back; apply Rle_trans with (peak f (Q2R (price (there m)))); [apply peak_above; assumption|].
    apply Rle_trans with (Q2R (peak_high f (there m))); [exact Pt|].
    apply either in N; destruct N as [N|N]; [apply le_le in N; lra|].
    apply (at_least_zero_on_value _ _ _ t) in N; [|lra].
    rewrite value_add in N; cbn [value] in N; rewrite Q2R_red, Q2R_opp in N; lra.
Qed.
End Majorant.
