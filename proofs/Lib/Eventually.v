(** * Statements that hold from some number of samples on

    In words.  [eventually P]: P n for all n from some N on.  With it: n, its logarithm
    and its root exceed every bound, exp(-n r) falls below every positive one.

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra Lia ZArith.
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
