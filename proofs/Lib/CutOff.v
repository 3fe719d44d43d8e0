(** * Cutting off at a floor and a cap, and rare events by the fourth moment

    In words.  [cut] keeps a number between lo and hi: it moves no faster than the number
    ([cut_step]), bends downwards above the floor ([cut_bend]) and never away from a point between
    ([cut_toward]).  A function of the count that is at most b, and at most 0 within x of the
    mean, has a mean of at most b n^2/x^4 ([mean_rare]).

    Source: elementary.  Assumed: lo <= hi. *)

From Coq Require Import Reals Lra Lia.
From FirstBest.Lib Require Import BinomialTilt FourthMoment.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Section Cut.
Variables lo hi : R.
Hypothesis Hlh : lo <= hi.

Definition cut (x : R) : R := Rmin hi (Rmax lo x).

Lemma cut_cases x : (x <= lo /\ cut x = lo) \/ (lo <= x <= hi /\ cut x = x) \/ (hi <= x /\ cut x = hi).
Proof.
  unfold cut, Rmin, Rmax; destruct (Rle_dec lo x); destruct (Rle_dec hi _); lra.
Qed.

Lemma cut_range x : lo <= cut x <= hi.
Proof. destruct (cut_cases x) as [[A B]|[[A B]|[A B]]]; lra. Qed.

Lemma cut_step x y : x <= y -> 0 <= cut y - cut x <= y - x.
Proof.
  intros H; destruct (cut_cases x) as [[A B]|[[A B]|[A B]]];
    destruct (cut_cases y) as [[A' B']|[[A' B']|[A' B']]]; lra.
Qed.

(** Above the floor it bends downwards. *)
Lemma cut_bend x s : 0 <= s -> lo <= x -> cut (x + s + s) - cut (x + s) <= cut (x + s) - cut x.
Proof.
  intros Hs H; destruct (cut_cases x) as [[A B]|[[A B]|[A B]]];
    destruct (cut_cases (x + s)) as [[A' B']|[[A' B']|[A' B']]];
    destruct (cut_cases (x + s + s)) as [[A'' B'']|[[A'' B'']|[A'' B'']]]; lra.
Qed.

Lemma cut_toward u x : lo <= u <= hi -> Rabs (cut x - u) <= Rabs (x - u) /\ Rabs (cut x - x) <= Rabs (x - u).
Proof.
  intros H; destruct (cut_cases x) as [[A B]|[[A B]|[A B]]]; rewrite B;
    unfold Rabs; repeat destruct (Rcase_abs _); lra.
Qed.
End Cut.

(** Events x or more off the mean, by the fourth moment. *)
Lemma mean_rare q n f b x : 0 <= q <= 1 -> 0 < x -> 0 <= b -> (forall k, (k <= n)%nat -> f k <= b) ->
  (forall k, (k <= n)%nat -> Rabs (INR k - INR n * q) < x -> f k <= 0) ->
  mean q n f <= b * (INR n * INR n) / x ^ 4.
Proof.
  intros Hq Hx Hb Fb F0; assert (X4 : 0 < x ^ 4) by (apply pow_lt; exact Hx).
  destruct n as [|n].
  { simpl mean; simpl INR; rewrite !Rmult_0_l, Rmult_0_r; unfold Rdiv; rewrite Rmult_0_l.
    apply F0; [lia|]; simpl; rewrite Rmult_0_l, Rminus_0_r, Rabs_R0; exact Hx. }
  apply Rle_trans with (mean q (S n) (fun k => b / x ^ 4 * (INR k - INR (S n) * q) ^ 4)).
  - apply mean_le; [exact Hq|]; intros k Hk; set (y := INR k - INR (S n) * q).
    assert (Y4 : 0 <= y ^ 4) by (replace (y ^ 4) with ((y * y) * (y * y)) by ring; apply Rle_0_sqr).
    assert (B4 : 0 <= b / x ^ 4) by (apply Rdiv_le_0_compat; assumption).
    destruct (Rlt_or_le (Rabs y) x) as [L|L].
    + apply Rle_trans with 0; [apply (F0 k Hk L)|apply Rmult_le_pos; assumption].
    + apply Rle_trans with (1 := Fb k Hk).
      replace b with (b / x ^ 4 * x ^ 4) at 1 by (field; lra).
      apply Rmult_le_compat_l; [exact B4|].
      apply Rle_trans with (Rabs y ^ 4); [apply pow_incr; lra|].
      rewrite RPow_abs, Rabs_right by lra; lra.
  - rewrite mean_scale.
    apply Rle_trans with (b / x ^ 4 * (INR (S n) * INR (S n))).
    + apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; assumption|apply mean_fourth; [exact Hq|lia]].
    + apply Req_le; field; lra.
Qed.
