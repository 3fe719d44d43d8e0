(** * The logarithm of the logarithm

    In words.  From some n on log n and log log n exceed 1, and any power of log n that is needed is below a multiple of
    sqrt n.  [tier_rate] is sqrt(log n / log log n).

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually.
Open Scope R_scope.

(** sqrt(log n / log log n) *)
Definition tier_rate (n : nat) : R := sqrt (ln (INR n) / ln (ln (INR n))).

(** (log n)^3 falls below every multiple of sqrt n. *)
Lemma eventually_log_cube a : 0 < a -> eventually (fun n => ln (INR n) ^ 3 <= a * sqrt (INR n)).
Proof.
  intros Ha; apply eventually_impl with (2 := eventually_and _ _ (eventually_ge 1)
    (eventually_and _ _ (eventually_ln 1) (eventually_ln (8 ^ 4 / a)))).
  intros n [N1 [L1 L2]]; set (L := ln (INR n)) in *.
  assert (R : sqrt (INR n) = exp (L / 8) ^ 4).
  { unfold L; rewrite <- Rpower_sqrt by lra; unfold Rpower; cbn [pow]; rewrite Rmult_1_r, <- !exp_plus; f_equal; field. }
  rewrite R; assert (E : L / 8 <= exp (L / 8)) by (pose proof (exp_ineq1_le (L / 8)); lra).
  assert (E4 : (L / 8) ^ 4 <= exp (L / 8) ^ 4) by (apply pow_incr; lra).
  apply Rle_trans with (a * (L / 8) ^ 4); [|apply Rmult_le_compat_l; lra].
  apply Rmult_le_compat_r with (r := a) in L2; [|lra].
  replace (8 ^ 4 / a * a) with (8 ^ 4) in L2 by (field; lra).
  replace (a * (L / 8) ^ 4) with (L ^ 3 * (L * a / 8 ^ 4)) by (field; lra).
  assert (P : 0 <= L ^ 3) by (apply pow_le; lra).
  assert (1 <= L * a / 8 ^ 4).
  { apply Rmult_le_reg_r with (8 ^ 4); [lra|]; replace (L * a / 8 ^ 4 * 8 ^ 4) with (L * a) by (field; lra); lra. }
  nra.
Qed.

Lemma eventually_log_log_ge a : eventually (fun n => a <= ln (ln (INR n))).
Proof.
  apply eventually_impl with (2 := eventually_ln (exp a)); intros n H.
  rewrite <- (ln_exp a); destruct H as [H|H].
  - left; apply ln_increasing; [apply exp_pos|exact H].
  - rewrite H; lra.
Qed.

(** Where the logarithms are in order: 1 <= log log n <= log n <= n. *)
Lemma eventually_log_log : eventually (fun n => 1 <= INR n /\ 1 <= ln (INR n) /\ 1 <= ln (ln (INR n)) /\
  ln (ln (INR n)) <= ln (INR n) /\ ln (INR n) <= INR n).
Proof.
  apply eventually_impl with (2 := eventually_and _ _ (eventually_ge 1)
    (eventually_and _ _ (eventually_ln 1) (eventually_log_log_ge 1))).
  intros n [N1 [L1 l1]].
  assert (B : forall y, 0 < y -> ln y <= y)
    by (intros y Y; pose proof (exp_ineq1_le (ln y)) as H; rewrite exp_ln in H by exact Y; lra).
  repeat split; try assumption; apply B; lra.
Qed.
