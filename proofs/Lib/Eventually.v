(** * Statements that hold from some number of samples on

    In words.  [eventually P]: P n for all n from some N on.  With it: n, its logarithm
    and its root exceed every bound, exp(-n r) falls below every positive one; so does a constant over
    sqrt(n log n) ([eventually_below]).

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition eventually (P : nat -> Prop) : Prop := exists N, forall n, (N <= n)%nat -> P n.

Lemma eventually_and P Q : eventually P -> eventually Q -> eventually (fun n => P n /\ Q n).
Proof.
  intros [N H] [M K]; exists (max N M); intros n L; split; [apply H|apply K]; lia.
Qed.

Lemma eventually_ge a : eventually (fun n => a <= INR n).
Proof.
  exists (Z.to_nat (up (Rmax a 0))); intros n Hn.
  apply le_INR in Hn; apply Rle_trans with (2 := Hn).
  destruct (archimed (Rmax a 0)) as [U _]; pose proof (Rmax_l a 0); pose proof (Rmax_r a 0).
  rewrite INR_IZR_INZ, Z2Nat.id; [lra|].
  apply le_IZR; lra.
Qed.

Lemma eventually_small C r : 0 < C -> 0 < r -> eventually (fun n => exp (- (INR n * r)) <= C).
Proof.
  intros HC Hr; destruct (eventually_ge (- ln C / r)) as [N H]; exists N; intros n Hn.
  specialize (H n Hn); apply Rmult_le_compat_r with (r := r) in H; [|lra].
  replace (- ln C / r * r) with (- ln C) in H by (field; lra).
  rewrite <- (exp_ln C) by exact HC.
  destruct (Req_dec (- (INR n * r)) (ln C)) as [E|E]; [rewrite E; lra|].
  left; apply exp_increasing; lra.
Qed.

Lemma eventually_impl (P Q : nat -> Prop) :
  (forall n, P n -> Q n) -> eventually P -> eventually Q.
Proof. intros H [N K]; exists N; intros n L; apply H, K, L. Qed.

Lemma eventually_ln a : eventually (fun n => a <= ln (INR n)).
Proof.
  apply eventually_impl with (2 := eventually_ge (exp a)); intros n H.
  rewrite <- (ln_exp a); destruct H as [H|H].
  - left; apply ln_increasing; [apply exp_pos|exact H].
  - rewrite H; lra.
Qed.

Lemma eventually_sqrt a : eventually (fun n => a <= sqrt (INR n)).
Proof.
  apply eventually_impl with (2 := eventually_ge (a * a)); intros n H.
  apply Rle_trans with (1 := Rle_abs a); rewrite <- sqrt_Rsqr_abs.
  apply sqrt_le_1_alt; exact H.
Qed.

(** sqrt(n log n) *)
Definition root_n_log_n (n : nat) : R := sqrt (INR n * ln (INR n)).

Lemma eventually_root_n_log_n a : eventually (fun n => a <= root_n_log_n n).
Proof.
  apply eventually_impl with
    (2 := eventually_and _ _ (eventually_sqrt a) (eventually_ln 1)).
  intros n [H L]; apply Rle_trans with (1 := H), sqrt_le_1_alt.
  pose proof (pos_INR n); nra.
Qed.

(** A constant over sqrt(n log n) falls below every positive bound. *)
Lemma eventually_below C a : 0 <= C -> 0 < a ->
  eventually (fun n => 0 < root_n_log_n n /\ C / root_n_log_n n <= a).
Proof.
  intros HC Ha.
  apply eventually_impl with (2 := eventually_root_n_log_n (C / a + 1)); intros n H.
  assert (0 <= C / a) by (apply Rdiv_le_0_compat; assumption).
  assert (R0 : 0 < root_n_log_n n) by lra; split; [exact R0|].
  apply Rmult_le_reg_r with (root_n_log_n n); [exact R0|].
  replace (C / root_n_log_n n * root_n_log_n n) with (C / a * a) by (field; lra).
  rewrite (Rmult_comm a); apply Rmult_le_compat_r; lra.
Qed.

(** sqrt(n log n) falls below every multiple of n. *)
Lemma eventually_root_small a : 0 < a -> eventually (fun n => root_n_log_n n <= a * INR n).
Proof.
  intros Ha; apply eventually_impl with
    (2 := eventually_and _ _ (eventually_ge 1) (eventually_sqrt (2 / (a * a)))).
  intros n [N1 H]; set (r := sqrt (INR n)) in *.
  assert (R1 : 1 <= r) by (unfold r; rewrite <- sqrt_1; apply sqrt_le_1_alt; exact N1).
  assert (RR : r * r = INR n) by (apply sqrt_sqrt; lra).
  assert (L : ln (INR n) <= 2 * r).
  { rewrite <- RR, ln_mult by lra.
    pose proof (exp_ineq1_le (ln r)) as E; rewrite exp_ln in E by lra; lra. }
  assert (A : 2 <= a * a * r).
  { apply Rmult_le_compat_r with (r := a * a) in H; [|nra].
    replace (2 / (a * a) * (a * a)) with 2 in H by (field; lra); lra. }
  unfold root_n_log_n; rewrite <- (sqrt_square (a * INR n)) by nra; apply sqrt_le_1_alt.
  apply Rle_trans with (INR n * (2 * r)); [apply Rmult_le_compat_l; lra|].
  assert (INR n * (2 * r) <= INR n * (a * a * INR n)); [|lra].
  apply Rmult_le_compat_l; [lra|]; rewrite <- RR; nra.
Qed.
