(** * Logarithms between rationals

    In words.  [ln_at_least l y] and [ln_at_most y u] are tests on rationals that Coq evaluates; what passes is l <= ln y,
    and 0 < y with ln y <= u.  Both ask how a sum of 40 terms of the exponential series, rounded outwards to multiples of
    2^-160, compares with y, so brackets are some 10^-46 wide.

    How.  On [0, 1] the rest of the series after N terms is between x^N/N! and 3 x^N/N! ([rest_bounds]); Horner's rule
    keeps the side on which it errs.  Arguments up to 16 are halved four times and the result squared; where a logarithm is
    negative, its opposite is looked at.

    Source.  Standard.  Assumed: nothing. *)

From Coq Require Import Reals ZArith QArith Qreals Qround Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Polynomial.
Open Scope R_scope.

(** ** Rounding to multiples of 2^-160 *)

Definition down (a : Q) : Q := floored a # grain.
Definition up (a : Q) : Q := Qopp (down (Qopp a)).

Lemma down_le a : Q2R (down a) <= Q2R a.
Proof.
  pose proof (floored_below a) as F; pose proof grain_positive as P; unfold down.
  revert F P; generalize (floored a), grain; intros z g F P.
  unfold Q2R at 1; cbn [Qnum Qden].
  apply Rmult_le_reg_r with (IZR (Zpos g)); [exact P|]; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma up_ge a : Q2R a <= Q2R (up a).
Proof. unfold up; rewrite Q2R_opp; pose proof (down_le (- a)) as D; rewrite Q2R_opp in D; lra. Qed.

(** ** The rest of the series *)

Fixpoint rest (n : nat) (x : R) : R :=
  match n with O => exp x | S k => rest k x - x ^ k / INR (fact k) end.

Lemma term_derive k x : is_derive (fun y => y ^ S k / INR (fact (S k))) x (x ^ k / INR (fact k)).
Proof.
  pose proof (INR_fact_neq_0 k); pose proof (INR_fact_neq_0 (S k)).
  assert (F : INR (fact (S k)) = INR (S k) * INR (fact k)) by (rewrite <- mult_INR; reflexivity).
  replace (x ^ k / INR (fact k)) with (/ INR (fact (S k)) * (INR (S k) * 1 * x ^ pred (S k))).
  - apply is_derive_ext with (fun y => / INR (fact (S k)) * y ^ S k).
    { intros t; unfold Rdiv; apply Rmult_comm. }
    apply is_derive_scal; exact (is_derive_pow (fun z => z) (S k) x 1 (is_derive_id (K := R_AbsRing) x)).
  - cbn [pred]; rewrite F; field; split; [assumption|apply not_0_INR; lia].
Qed.

Lemma rest_derive n x : is_derive (rest (S n)) x (rest n x).
Proof.
  induction n as [|n IH].
  - cbn [rest]; apply is_derive_ext with (fun y => exp y - 1).
    { intros t; simpl; field. }
    auto_derive; [trivial|ring].
  - change (is_derive (fun y => rest (S n) y - y ^ S n / INR (fact (S n))) x (rest n x - x ^ n / INR (fact n))).
    apply @is_derive_minus; [exact IH|apply term_derive].
Qed.

Lemma rest_zero n : rest (S n) 0 = 0.
Proof.
  induction n as [|n IH].
  - simpl; rewrite exp_0; field.
  - change (rest (S n) 0 - 0 ^ S n / INR (fact (S n)) = 0); rewrite IH, pow_i by lia; unfold Rdiv; ring.
Qed.

(** What rises from 0 is not negative. *)
Lemma rising f f1 x : 0 <= x <= 1 -> (forall y, is_derive f y (f1 y)) -> f 0 = 0 ->
  (forall y, 0 <= y <= 1 -> 0 <= f1 y) -> 0 <= f x.
Proof.
  intros Hx D Z P; destruct (MVT_gen f 0 x f1) as [c [Hc E]].
  - intros; apply D.
  - intros y _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); exists (f1 y); apply D.
  - rewrite Rmin_left, Rmax_right in Hc by lra.
    pose proof (P c ltac:(lra)); rewrite Z in E; assert (0 <= f1 c * (x - 0)) by (apply Rmult_le_pos; lra); lra.
Qed.

Lemma rest_bounds n : forall x, 0 <= x <= 1 ->
  x ^ n / INR (fact n) <= rest n x /\ rest n x <= 3 * (x ^ n / INR (fact n)).
Proof.
  induction n as [|n IH]; intros x Hx.
  - simpl; replace (1 / 1) with 1 by field; split.
    + pose proof (exp_ineq1_le x); lra.
    + apply Rle_trans with (exp 1); [|pose proof exp_le_3; lra].
      destruct (proj2 Hx) as [L| ->]; [left; apply exp_increasing, L|right; reflexivity].
  - assert (Z : 0 ^ S n / INR (fact (S n)) = 0) by (rewrite pow_i by lia; unfold Rdiv; ring).
    split.
    + assert (0 <= rest (S n) x - x ^ S n / INR (fact (S n))); [|lra].
      apply (rising (fun y => rest (S n) y - y ^ S n / INR (fact (S n))) (fun y => rest n y - y ^ n / INR (fact n)));
        [exact Hx| |cbv beta; rewrite rest_zero, Z; lra|].
      * intros y; apply @is_derive_minus; [apply rest_derive|apply term_derive].
      * intros y Hy; pose proof (IH y Hy); lra.
    + assert (0 <= 3 * (x ^ S n / INR (fact (S n))) - rest (S n) x); [|lra].
      apply (rising (fun y => 3 * (y ^ S n / INR (fact (S n))) - rest (S n) y)
        (fun y => 3 * (y ^ n / INR (fact n)) - rest n y)); [exact Hx| |cbv beta; rewrite rest_zero, Z; lra|].
      * intros y; apply @is_derive_minus; [|apply rest_derive].
        apply is_derive_scal, term_derive.
      * intros y Hy; pose proof (IH y Hy); lra.
Qed.

(** ** Horner's rule *)

Fixpoint horner (round : Q -> Q) (last x : Q) (terms k : nat) : Q :=
  match terms with
  | O => last
  | S j => round (1 + x * (1 # Pos.of_succ_nat k) * horner round last x j (S k))%Q
  end.

Lemma Q2R_next k : Q2R (1 # Pos.of_succ_nat k) = / INR (S k).
Proof. rewrite Q2R_unit, (INR_IZR_INZ (S k)); reflexivity. Qed.

Lemma next_term x k : x ^ S k / INR (fact (S k)) = x * / INR (S k) * (x ^ k / INR (fact k)).
Proof.
  assert (F : INR (fact (S k)) = INR (S k) * INR (fact k)) by (rewrite <- mult_INR; reflexivity).
  rewrite F; cbn [pow]; field; split; [apply INR_fact_neq_0|apply not_0_INR; lia].
Qed.

Lemma term_nonneg x k : 0 <= x -> 0 <= x ^ k / INR (fact k).
Proof. intros H; apply Rdiv_le_0_compat; [apply pow_le, H|apply INR_fact_lt_0]. Qed.

Lemma horner_low x terms : 0 <= Q2R x <= 1 -> forall k,
  Q2R (horner down 1 x terms k) * (Q2R x ^ k / INR (fact k)) <= rest k (Q2R x).
Proof.
  intros Hx; induction terms as [|t IH]; intros k; cbn [horner].
  - rewrite Q2R_one, Rmult_1_l; apply rest_bounds, Hx.
  - set (h := horner down 1 x t (S k)) in *.
    pose proof (down_le (1 + x * (1 # Pos.of_succ_nat k) * h)) as D.
    rewrite Q2R_plus, !Q2R_mult, Q2R_next, Q2R_one in D.
    pose proof (term_nonneg (Q2R x) k (proj1 Hx)) as T.
    specialize (IH (S k)); fold h in IH; rewrite next_term in IH; cbn [rest] in IH.
    apply Rle_trans with ((1 + Q2R x * / INR (S k) * Q2R h) * (Q2R x ^ k / INR (fact k))).
    + apply Rmult_le_compat_r; assumption.
    + lra.
Qed.

Lemma horner_high x terms : 0 <= Q2R x <= 1 -> forall k,
  rest k (Q2R x) <= Q2R (horner up 3 x terms k) * (Q2R x ^ k / INR (fact k)).
Proof.
  intros Hx; induction terms as [|t IH]; intros k; cbn [horner].
  - replace (Q2R 3) with 3 by (unfold Q2R; simpl; field); apply rest_bounds, Hx.
  - set (h := horner up 3 x t (S k)) in *.
    pose proof (up_ge (1 + x * (1 # Pos.of_succ_nat k) * h)) as D.
    rewrite Q2R_plus, !Q2R_mult, Q2R_next, Q2R_one in D.
    pose proof (term_nonneg (Q2R x) k (proj1 Hx)) as T.
    specialize (IH (S k)); fold h in IH; rewrite next_term in IH; cbn [rest] in IH.
    apply Rle_trans with ((1 + Q2R x * / INR (S k) * Q2R h) * (Q2R x ^ k / INR (fact k))).
    + lra.
    + apply Rmult_le_compat_r; assumption.
Qed.

(** ** Up to 16 *)

Fixpoint exp_low (halvings : nat) (x : Q) : Q :=
  match halvings with
  | O => horner down 1 x 40 0
  | S j => let r := exp_low j (x * (1 # 2)) in if Qle_bool 0 r then down (r * r) else 0%Q
  end.
Fixpoint exp_high (halvings : nat) (x : Q) : Q :=
  match halvings with O => horner up 3 x 40 0 | S j => let r := exp_high j (x * (1 # 2)) in up (r * r) end.

Lemma Q2R_half x : Q2R (x * (1 # 2)) = Q2R x / 2.
Proof. rewrite Q2R_mult, Q2R_unit; reflexivity. Qed.

Lemma exp_half x : exp x = exp (x / 2) * exp (x / 2).
Proof. rewrite <- exp_plus; f_equal; field. Qed.

Lemma exp_low_le h : forall x, 0 <= Q2R x <= 2 ^ h -> Q2R (exp_low h x) <= exp (Q2R x).
Proof.
  induction h as [|h IH]; intros x Hx; cbn [exp_low pow] in *.
  - pose proof (horner_low x 40 ltac:(lra) 0) as H; cbn [rest pow] in H.
    change (INR (fact 0)) with 1 in H; lra.
  - cbv zeta; specialize (IH (x * (1 # 2))%Q); rewrite Q2R_half in IH; specialize (IH ltac:(lra)).
    set (r := exp_low h (x * (1 # 2))) in *.
    destruct (Qle_bool 0 r) eqn:E; [|rewrite Q2R_zero; left; apply exp_pos].
    apply le_le in E; rewrite Q2R_zero in E.
    apply Rle_trans with (Q2R r * Q2R r).
    { rewrite <- Q2R_mult; apply down_le. }
    rewrite exp_half; apply Rmult_le_compat; assumption.
Qed.

Lemma exp_high_ge h : forall x, 0 <= Q2R x <= 2 ^ h -> exp (Q2R x) <= Q2R (exp_high h x).
Proof.
  induction h as [|h IH]; intros x Hx; cbn [exp_high pow] in *.
  - pose proof (horner_high x 40 ltac:(lra) 0) as H; cbn [rest pow] in H.
    change (INR (fact 0)) with 1 in H; lra.
  - cbv zeta; specialize (IH (x * (1 # 2))%Q); rewrite Q2R_half in IH; specialize (IH ltac:(lra)).
    set (r := exp_high h (x * (1 # 2))) in *.
    apply Rle_trans with (Q2R r * Q2R r).
    { rewrite exp_half; apply Rmult_le_compat; try assumption; left; apply exp_pos. }
    rewrite <- Q2R_mult; apply up_ge.
Qed.

Lemma exp_low_nonneg h x : 0 <= Q2R (exp_low (S h) x).
Proof.
  cbn [exp_low]; cbv zeta; generalize (exp_low h (x * (1 # 2))); intros r.
  destruct (Qle_bool 0 r) eqn:E; [|rewrite Q2R_zero; apply Rle_refl].
  apply le_le in E; rewrite Q2R_zero in E.
  unfold down; rewrite floored_floor; generalize grain; intros g.
  assert (F : (0 <= Qfloor (r * r * inject_Z (Zpos g)))%Z).
  { change 0%Z with (Qfloor 0); apply Qfloor_resp_le, Rle_Qle.
    rewrite Q2R_zero, !Q2R_mult, Q2R_inject; apply Rmult_le_pos; [nra|apply IZR_le; lia]. }
  unfold Q2R; cbn [Qnum Qden]; apply Rmult_le_pos; [apply IZR_le, F|].
  left; apply Rinv_0_lt_compat, IZR_lt; lia.
Qed.

Definition low (x : Q) : Q := exp_low 4 x.
Definition high (x : Q) : Q := exp_high 4 x.

Lemma low_le x : 0 <= Q2R x <= 2 ^ 4 -> Q2R (low x) <= exp (Q2R x).
Proof. exact (exp_low_le 4 x). Qed.
Lemma high_ge x : 0 <= Q2R x <= 2 ^ 4 -> exp (Q2R x) <= Q2R (high x).
Proof. exact (exp_high_ge 4 x). Qed.
Lemma low_nonneg x : 0 <= Q2R (low x).
Proof. exact (exp_low_nonneg 3 x). Qed.
Global Opaque low high.

(** ** Logarithms *)

Definition moderate (x : Q) : bool := Qle_bool x 16.

Definition ln_at_least (l y : Q) : bool :=
  if Qle_bool 0 l then moderate l &&& Qle_bool (high l) y
  else moderate (- l) &&& Qle_bool 1 (y * low (- l)).

Definition ln_at_most (y u : Q) : bool :=
  less 0 y &&&
  (if Qle_bool 0 u then moderate u &&& Qle_bool y (low u)
   else moderate (- u) &&& Qle_bool (y * high (- u)) 1).

Lemma Q2R_16 : Q2R 16 = 2 ^ 4. Proof. unfold Q2R; simpl; field. Qed.

Lemma not_le_lt a b : Qle_bool a b = false -> Q2R b < Q2R a.
Proof. intros H; apply less_lt; unfold less; rewrite H; reflexivity. Qed.

Lemma exp_to_ln l y : exp l <= y -> 0 < y /\ l <= ln y.
Proof.
  intros H; pose proof (exp_pos l) as P; split; [lra|].
  rewrite <- (ln_exp l); destruct H as [H|H]; [left; apply ln_increasing; assumption|rewrite H; apply Rle_refl].
Qed.

Lemma ln_to_exp u y : 0 < y -> y <= exp u -> ln y <= u.
Proof.
  intros P H; rewrite <- (ln_exp u); destruct H as [H|H]; [left; apply ln_increasing; assumption|rewrite H; apply Rle_refl].
Qed.

Theorem ln_at_least_sound l y : ln_at_least l y = true -> 0 < Q2R y /\ Q2R l <= ln (Q2R y).
Proof.
  unfold ln_at_least, moderate; destruct (Qle_bool 0 l) eqn:E; intros H; apply both in H; destruct H as [M H];
    apply le_le in M; apply le_le in H; rewrite Q2R_16 in M.
  - apply le_le in E; rewrite Q2R_zero in E.
    pose proof (high_ge l ltac:(lra)); apply exp_to_ln; lra.
  - rewrite Q2R_opp in M; apply not_le_lt in E; rewrite Q2R_zero in E; rewrite Q2R_mult, Q2R_one in H.
    pose proof (low_le (- l) ltac:(rewrite Q2R_opp; lra)) as L; rewrite Q2R_opp in L.
    pose proof (low_nonneg (- l)) as N; set (r := Q2R (low (- l))) in *.
    apply exp_to_ln; replace (exp (Q2R l)) with (/ exp (- Q2R l)) by (rewrite exp_Ropp; apply Rinv_inv).
    pose proof (exp_pos (- Q2R l)) as P.
    assert (Y : 0 < Q2R y) by nra.
    apply Rmult_le_reg_r with (exp (- Q2R l)); [exact P|]; rewrite Rinv_l by lra.
    apply Rle_trans with (Q2R y * r); [exact H|apply Rmult_le_compat_l; lra].
Qed.

Theorem ln_at_most_sound y u : ln_at_most y u = true -> 0 < Q2R y /\ ln (Q2R y) <= Q2R u.
Proof.
  unfold ln_at_most, moderate; intros H; apply both in H; destruct H as [P H].
  apply less_lt in P; rewrite Q2R_zero in P; split; [exact P|]; revert H.
  destruct (Qle_bool 0 u) eqn:E; intros H; apply both in H; destruct H as [M H];
    apply le_le in M; apply le_le in H; rewrite Q2R_16 in M.
  - apply le_le in E; rewrite Q2R_zero in E.
    pose proof (low_le u ltac:(lra)); apply ln_to_exp; lra.
  - rewrite Q2R_opp in M; apply not_le_lt in E; rewrite Q2R_zero in E; rewrite Q2R_mult, Q2R_one in H.
    pose proof (high_ge (- u) ltac:(rewrite Q2R_opp; lra)) as L; rewrite Q2R_opp in L.
    apply ln_to_exp; [exact P|]; replace (exp (Q2R u)) with (/ exp (- Q2R u)) by (rewrite exp_Ropp; apply Rinv_inv).
    pose proof (exp_pos (- Q2R u)) as X.
    apply Rmult_le_reg_r with (exp (- Q2R u)); [exact X|]; rewrite Rinv_l by lra.
    apply Rle_trans with (Q2R y * Q2R (high (- u))); [apply Rmult_le_compat_l; lra|exact H].
Qed.
