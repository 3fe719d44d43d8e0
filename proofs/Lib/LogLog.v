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

(** ** Square roots *)

Definition root_n (n : nat) : R := sqrt (INR n).
Definition root_log (n : nat) : R := sqrt (ln (INR n)).
Definition root_log_log (n : nat) : R := sqrt (ln (ln (INR n))).

(** How sizes compare from some n on: 1 <= log log n <= log n <= n, and their roots. *)
Record ordered (n : nat) : Prop := {
  n_least : 1 <= INR n;
  log_least : 1 <= ln (INR n);
  log_log_least : 1 <= ln (ln (INR n));
  root_n_square : root_n n * root_n n = INR n;
  root_log_square : root_log n * root_log n = ln (INR n);
  root_log_log_square : root_log_log n * root_log_log n = ln (ln (INR n));
  root_n_least : 1 <= root_n n;
  root_log_least : 1 <= root_log n;
  root_log_log_least : 1 <= root_log_log n;
  root_log_log_below : root_log_log n <= root_log n;
  root_log_below : root_log n <= ln (INR n);
  log_below_cube : ln (INR n) <= ln (INR n) ^ 3;
  root_n_log_n_parts : root_n_log_n n = root_n n * root_log n;
  tier_rate_parts : tier_rate n = root_log n / root_log_log n }.

Lemma eventually_ordered : eventually ordered.
Proof.
  apply eventually_impl with (2 := eventually_log_log); intros n [N1 [L1 [l1 [lL LN]]]].
  assert (One : forall x, 1 <= x -> 1 <= sqrt x) by (intros x X; rewrite <- sqrt_1; apply sqrt_le_1_alt, X).
  assert (Sq : forall x, 1 <= x -> sqrt x * sqrt x = x) by (intros; apply sqrt_sqrt; lra).
  split; unfold root_n, root_log, root_log_log; try apply One; try apply Sq; try assumption.
  - apply sqrt_le_1_alt, lL.
  - rewrite <- (Sq (ln (INR n)) L1) at 2; rewrite <- (Rmult_1_r (sqrt _)) at 1.
    apply Rmult_le_compat_l; [apply sqrt_pos|apply One, L1].
  - set (L := ln (INR n)) in *; replace (L ^ 3) with (L * (L * L)) by ring; rewrite <- (Rmult_1_r L) at 1.
    apply Rmult_le_compat_l; [lra|]; rewrite <- (Rmult_1_r 1); apply Rmult_le_compat; lra.
  - unfold root_n_log_n; apply sqrt_mult; lra.
  - unfold tier_rate; apply sqrt_div_alt; lra.
Qed.
