(** * Counts of independent signals, change of measure, Chernoff and Stein bounds

    In words.  [mean q n g] is E[g(S)], S the number of agreements among n independent
    signals of probability q (S ~ Binomial(n, q), see [mean_binomial]).  With
    KL(x, q) = x log(x/q) + (1-x) log((1-x)/(1-q)):

    - [change_of_measure]: E_x[g] = E_q[g * likelihood ratio].
    - [chernoff_low], [chernoff_high]: P_q(S <= x n) <= exp(-n KL(x, q)) for x <= q, and
      P_q(S >= x n) <= exp(-n KL(x, q)) for x >= q.
    - [stein]: whatever the test phi with values in [0,1],
      E_q[phi] >= exp(-n (KL(x, q) + eps)) (E_x[phi] - v/(n eps^2)).

    Source.  Chernoff, Ann. Math. Statist. 23 (1952) and 27 (1956, Stein's lemma).

    Assumed: probabilities strictly between 0 and 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia.
Open Scope R_scope.

Fixpoint mean (q : R) (n : nat) (g : nat -> R) : R :=
  match n with
  | O => g O
  | S m => q * mean q m (fun k => g (S k)) + (1 - q) * mean q m g
  end.

Definition probability (q : R) : Prop := 0 < q < 1.

Section Mean.
Variable q : R.
Hypothesis Hq : 0 <= q <= 1.

Lemma mean_ext n : forall g g', (forall k, (k <= n)%nat -> g k = g' k) -> mean q n g = mean q n g'.
Proof.
  induction n as [|n IH]; intros g g' H; simpl; [apply H; lia|].
  rewrite (IH (fun k => g (S k)) (fun k => g' (S k))) by (intros; apply H; lia).
  rewrite (IH g g') by (intros; apply H; lia); reflexivity.
Qed.

Lemma mean_le n : forall g g', (forall k, (k <= n)%nat -> g k <= g' k) -> mean q n g <= mean q n g'.
Proof.
  induction n as [|n IH]; intros g g' H; simpl; [apply H; lia|].
  apply Rplus_le_compat; apply Rmult_le_compat_l; try lra; apply IH; intros; apply H; lia.
Qed.

Lemma mean_scale n : forall a g, mean q n (fun k => a * g k) = a * mean q n g.
Proof.
  induction n as [|n IH]; intros a g; simpl; [reflexivity|].
  rewrite (IH a (fun k => g (S k))), IH; ring.
Qed.

Lemma mean_plus n : forall g g', mean q n (fun k => g k + g' k) = mean q n g + mean q n g'.
Proof.
  induction n as [|n IH]; intros g g'; simpl; [reflexivity|].
  rewrite (IH (fun k => g (S k)) (fun k => g' (S k))), IH; ring.
Qed.

Lemma mean_const n : forall a, mean q n (fun _ => a) = a.
Proof. induction n as [|n IH]; intros a; simpl; [reflexivity|rewrite !IH; ring]. Qed.

Lemma mean_nonneg n g : (forall k, 0 <= g k) -> 0 <= mean q n g.
Proof. intros H; rewrite <- (mean_const n 0); apply mean_le; intros; apply H. Qed.

Lemma mean_range n g : (forall k, 0 <= g k <= 1) -> 0 <= mean q n g <= 1.
Proof.
  intros H; split; [apply mean_nonneg; intros; apply H|].
  rewrite <- (mean_const n 1); apply mean_le; intros; apply H.
Qed.

Lemma mean_complement n g : mean q n (fun k => 1 - g k) = 1 - mean q n g.
Proof.
  rewrite (mean_ext n _ (fun k => 1 + -1 * g k)) by (intros; ring).
  rewrite mean_plus, mean_const, mean_scale; ring.
Qed.

(** E(S - nq - a) = -a and Var S = n q (1-q). *)
Lemma mean_deviation n : forall a, mean q n (fun k => INR k - INR n * q - a) = - a.
Proof.
  induction n as [|n IH]; intros a; [simpl; ring|].
  cbn [mean].
  rewrite (mean_ext n (fun k => INR (S k) - INR (S n) * q - a)
                      (fun k => INR k - INR n * q - (a + q - 1)))
    by (intros; rewrite !S_INR; ring).
  rewrite (mean_ext n (fun k => INR k - INR (S n) * q - a)
                      (fun k => INR k - INR n * q - (a + q)))
    by (intros; rewrite !S_INR; ring).
  rewrite !IH; ring.
Qed.

Lemma mean_square n : forall a,
  mean q n (fun k => (INR k - INR n * q - a) * (INR k - INR n * q - a)) =
  INR n * (q * (1 - q)) + a * a.
Proof.
  induction n as [|n IH]; intros a; [simpl; ring|].
  cbn [mean].
  rewrite (mean_ext n
    (fun k => (INR (S k) - INR (S n) * q - a) * (INR (S k) - INR (S n) * q - a))
    (fun k => (INR k - INR n * q - (a + q - 1)) * (INR k - INR n * q - (a + q - 1))))
    by (intros; rewrite !S_INR; ring).
  rewrite (mean_ext n
    (fun k => (INR k - INR (S n) * q - a) * (INR k - INR (S n) * q - a))
    (fun k => (INR k - INR n * q - (a + q)) * (INR k - INR n * q - (a + q))))
    by (intros; rewrite !S_INR; ring).
  rewrite !IH, S_INR; ring.
Qed.

Theorem variance n :
  mean q n (fun k => (INR k - INR n * q) * (INR k - INR n * q)) = INR n * (q * (1 - q)).
Proof.
  pose proof (mean_square n 0) as V.
  rewrite (mean_ext n (fun k => (INR k - INR n * q) * (INR k - INR n * q))
    (fun k => (INR k - INR n * q - 0) * (INR k - INR n * q - 0))) by (intros; ring).
  rewrite V; ring.
Qed.
End Mean.

(** ** Change of measure *)

Lemma ln_mono a b : 0 < a -> a <= b -> ln a <= ln b.
Proof. intros Ha [L|E]; [left; apply ln_increasing; assumption|rewrite E; lra]. Qed.

Lemma exp_ge_1 y : 0 <= y -> 1 <= exp y.
Proof. intros [L|E]; rewrite <- exp_0; [left; apply exp_increasing; exact L|rewrite E; lra]. Qed.

Definition log_up (x q : R) : R := ln (x / q).
Definition log_down (x q : R) : R := ln ((1 - x) / (1 - q)).

Definition KL (x q : R) : R := x * log_up x q + (1 - x) * log_down x q.

(** The log-likelihood ratio of x against q after k agreements among n. *)
Definition llr (x q : R) (n k : nat) : R :=
  INR k * log_up x q + (INR n - INR k) * log_down x q.

Section Tilt.
Variables x q : R.
Hypothesis Hx : probability x.
Hypothesis Hq : probability q.

Lemma up_ratio : x = q * exp (log_up x q).
Proof.
  destruct Hx, Hq; unfold log_up; rewrite exp_ln by (apply Rdiv_lt_0_compat; lra); field; lra.
Qed.

Lemma down_ratio : 1 - x = (1 - q) * exp (log_down x q).
Proof.
  destruct Hx, Hq; unfold log_down; rewrite exp_ln by (apply Rdiv_lt_0_compat; lra); field; lra.
Qed.

Theorem change_of_measure n : forall g, mean x n g = mean q n (fun k => g k * exp (llr x q n k)).
Proof.
  assert (E : forall s t, exp (s + t) = exp s * exp t) by (intros; apply exp_plus).
  induction n as [|n IH]; intros g.
  - simpl; unfold llr; simpl.
    replace (0 * log_up x q + (0 - 0) * log_down x q) with 0 by ring; rewrite exp_0; ring.
  - cbn [mean]; rewrite (IH (fun k => g (S k))), (IH g).
    rewrite (mean_ext q n (fun k => g (S k) * exp (llr x q (S n) (S k)))
      (fun k => exp (log_up x q) * (g (S k) * exp (llr x q n k)))).
    2:{ intros k _; unfold llr; rewrite !S_INR.
        replace ((INR k + 1) * log_up x q + (INR n + 1 - (INR k + 1)) * log_down x q)
          with (log_up x q + (INR k * log_up x q + (INR n - INR k) * log_down x q)) by ring.
        rewrite E; ring. }
    rewrite (mean_ext q n (fun k => g k * exp (llr x q (S n) k))
      (fun k => exp (log_down x q) * (g k * exp (llr x q n k)))).
    2:{ intros k _; unfold llr; rewrite !S_INR.
        replace (INR k * log_up x q + (INR n + 1 - INR k) * log_down x q)
          with (log_down x q + (INR k * log_up x q + (INR n - INR k) * log_down x q)) by ring.
        rewrite E; ring. }
    rewrite !mean_scale.
    pose proof up_ratio as U; pose proof down_ratio as D.
    set (A := mean q n (fun k => g (S k) * exp (llr x q n k))).
    set (B := mean q n (fun k => g k * exp (llr x q n k))).
    transitivity (q * exp (log_up x q) * A + (1 - q) * exp (log_down x q) * B); [|ring].
    rewrite <- U, <- D; reflexivity.
Qed.

Lemma llr_split n k :
  llr x q n k = INR n * KL x q + (INR k - INR n * x) * (log_up x q - log_down x q).
Proof. unfold llr, KL; ring. Qed.

Lemma log_up_sign : (x <= q -> log_up x q <= 0 <= log_down x q) /\
                    (q <= x -> log_down x q <= 0 <= log_up x q).
Proof.
  destruct Hx, Hq.
  assert (L : forall a b, 0 < a -> a <= b -> ln (a / b) <= 0).
  { intros a b Ha Hab; rewrite <- ln_1; apply ln_mono; [apply Rdiv_lt_0_compat; lra|].
    apply Rmult_le_reg_r with b; [lra|]; replace (a / b * b) with a by (field; lra); lra. }
  assert (M : forall a b, 0 < b -> b <= a -> 0 <= ln (a / b)).
  { intros a b Hb Hab; rewrite <- ln_1; apply ln_mono; [lra|].
    apply Rmult_le_reg_r with b; [lra|]; replace (a / b * b) with a by (field; lra); lra. }
  unfold log_up, log_down; split; intros; split; first [apply L|apply M]; lra.
Qed.

(** A bounded statistic that vanishes where the log-likelihood ratio is below n KL. *)
Lemma tilted_bound n g : (forall k, 0 <= g k <= 1) ->
  (forall k, g k = 0 \/ INR n * KL x q <= llr x q n k) ->
  mean q n g <= exp (- (INR n * KL x q)).
Proof.
  intros Hg Hl; destruct Hq, Hx.
  apply Rle_trans with (exp (- (INR n * KL x q)) * mean x n g).
  2:{ pose proof (mean_range x ltac:(lra) n g Hg) as M.
      pose proof (exp_pos (- (INR n * KL x q))); nra. }
  rewrite change_of_measure, <- mean_scale; apply mean_le; [lra|].
  intros k _; destruct (Hl k) as [Z|L]; [rewrite Z; lra|].
  rewrite <- Rmult_assoc, (Rmult_comm _ (g k)), Rmult_assoc, <- exp_plus.
  assert (1 <= exp (- (INR n * KL x q) + llr x q n k)).
  { apply exp_ge_1; lra. }
  destruct (Hg k); nra.
Qed.

(** Chernoff's bounds, for statistics supported on one side of x n. *)
Theorem chernoff_low n g : x <= q -> (forall k, 0 <= g k <= 1) ->
  (forall k, INR n * x < INR k -> g k = 0) -> mean q n g <= exp (- (INR n * KL x q)).
Proof.
  intros H Hg Z; apply tilted_bound; [exact Hg|]; intros k.
  destruct (Rle_or_lt (INR k) (INR n * x)) as [L|L]; [right|left; apply Z; exact L].
  rewrite llr_split; pose proof (proj1 log_up_sign H); nra.
Qed.

Theorem chernoff_high n g : q <= x -> (forall k, 0 <= g k <= 1) ->
  (forall k, INR k < INR n * x -> g k = 0) -> mean q n g <= exp (- (INR n * KL x q)).
Proof.
  intros H Hg Z; apply tilted_bound; [exact Hg|]; intros k.
  destruct (Rle_or_lt (INR n * x) (INR k)) as [L|L]; [right|left; apply Z; exact L].
  rewrite llr_split; pose proof (proj2 log_up_sign H); nra.
Qed.

(** Variance of one signal's log-likelihood ratio under x. *)
Definition llr_variance : R :=
  (log_up x q - log_down x q) * (log_up x q - log_down x q) * (x * (1 - x)).

Lemma llr_variance_nonneg : 0 <= llr_variance.
Proof.
  destruct Hx; unfold llr_variance; apply Rmult_le_pos; [apply Rle_0_sqr|nra].
Qed.

(** Stein's converse for any test. *)
Theorem stein n g eps : (0 < n)%nat -> 0 < eps -> (forall k, 0 <= g k <= 1) ->
  exp (- (INR n * (KL x q + eps))) * (mean x n g - llr_variance / (INR n * (eps * eps)))
  <= mean q n g.
Proof.
  intros Hn He Hg; destruct Hq, Hx; apply lt_INR in Hn; simpl in Hn.
  set (N := INR n) in *; set (w := log_up x q - log_down x q).
  set (T := N * (KL x q + eps)).
  assert (V : mean x n (fun k => ((INR k - N * x) * w) * ((INR k - N * x) * w)) = N * llr_variance).
  { rewrite (mean_ext x n _ (fun k => (w * w) * ((INR k - INR n * x) * (INR k - INR n * x))))
      by (intros; unfold N; ring).
    rewrite mean_scale, variance; unfold llr_variance; fold w N; ring. }
  assert (C : mean x n g <=
    mean x n (fun k => exp T * (g k * exp (- llr x q n k)) +
      / (N * eps * (N * eps)) * (((INR k - N * x) * w) * ((INR k - N * x) * w)))).
  { apply mean_le; [lra|]; intros k _; destruct (Hg k) as [G0 G1].
    assert (P : 0 < N * eps) by nra.
    assert (I0 : 0 < / (N * eps * (N * eps))) by (apply Rinv_0_lt_compat; nra).
    set (y := (INR k - N * x) * w).
    assert (E0 := exp_pos T); assert (E1 := exp_pos (- llr x q n k)).
    destruct (Rle_or_lt y (N * eps)) as [L|L].
    - assert (1 <= exp T * exp (- llr x q n k)).
      { rewrite <- exp_plus; apply exp_ge_1.
        rewrite llr_split; unfold T; fold N w y; lra. }
      assert (0 <= y * y) by apply Rle_0_sqr.
      assert (0 <= / (N * eps * (N * eps)) * (y * y)) by (apply Rmult_le_pos; lra).
      replace (exp T * (g k * exp (- llr x q n k))) with (g k * (exp T * exp (- llr x q n k))) by ring.
      nra.
    - assert (1 <= / (N * eps * (N * eps)) * (y * y)).
      { apply Rmult_le_reg_l with (N * eps * (N * eps)); [nra|].
        replace (N * eps * (N * eps) * (/ (N * eps * (N * eps)) * (y * y))) with (y * y)
          by (field; lra).
        nra. }
      assert (0 <= exp T * (g k * exp (- llr x q n k))).
      { apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]. }
      lra. }
  rewrite mean_plus, !mean_scale, V in C.
  rewrite (change_of_measure n (fun k => g k * exp (- llr x q n k))) in C.
  rewrite (mean_ext q n _ g) in C.
  2:{ intros k _; rewrite Rmult_assoc, <- exp_plus.
      replace (- llr x q n k + llr x q n k) with 0 by ring; rewrite exp_0; ring. }
  replace (/ (N * eps * (N * eps)) * (N * llr_variance))
    with (llr_variance / (N * (eps * eps))) in C by (field; lra).
  apply Rmult_le_reg_l with (exp T); [apply exp_pos|].
  rewrite <- Rmult_assoc, <- exp_plus; replace (T + - T) with 0 by ring.
  rewrite exp_0; lra.
Qed.
End Tilt.

(** ** The law of the count is binomial *)

Lemma sum_shift f n : sum_f_R0 f (S n) = f O + sum_f_R0 (fun k => f (S k)) n.
Proof. induction n as [|n IH]; [reflexivity|]; rewrite tech5, IH, tech5; ring. Qed.

(** Binomial coefficients by Pascal's rule, 0 beyond the diagonal. *)
Fixpoint choose (n k : nat) : R :=
  match n, k with
  | _, O => 1
  | O, S _ => 0
  | S n', S k' => choose n' k' + choose n' k
  end.

Lemma choose_beyond n : forall k, (n < k)%nat -> choose n k = 0.
Proof.
  induction n as [|n IH]; intros [|k] H; try lia; [reflexivity|].
  simpl; rewrite !IH by lia; ring.
Qed.

Theorem mean_binomial q n : forall g,
  mean q n g = sum_f_R0 (fun k => choose n k * q ^ k * (1 - q) ^ (n - k) * g k) n.
Proof.
  induction n as [|n IH]; intros g; [simpl; ring|].
  cbn [mean]; rewrite (IH (fun k => g (S k))), (IH g).
  rewrite sum_shift.
  rewrite (sum_eq (fun k => choose (S n) (S k) * q ^ S k * (1 - q) ^ (S n - S k) * g (S k))
    (fun k => (choose n k * q ^ k * (1 - q) ^ (n - k) * g (S k)) * q +
              choose n (S k) * q ^ S k * (1 - q) ^ (n - k) * g (S k)))
    by (intros k _; cbn [choose pow Nat.sub]; ring).
  rewrite plus_sum, <- scal_sum.
  assert (R : (1 - q) * sum_f_R0 (fun k => choose n k * q ^ k * (1 - q) ^ (n - k) * g k) n =
    choose (S n) 0 * q ^ 0 * (1 - q) ^ (S n - 0) * g O +
    sum_f_R0 (fun k => choose n (S k) * q ^ S k * (1 - q) ^ (n - k) * g (S k)) n); [|lra].
  rewrite scal_sum.
  set (F := fun k => choose n k * q ^ k * (1 - q) ^ (S n - k) * g k).
  transitivity (sum_f_R0 F (S n)).
  - rewrite tech5; unfold F at 2; rewrite (choose_beyond n (S n)) by lia.
    rewrite (sum_eq _ F); [ring|].
    intros k Hk; unfold F; replace (S n - k)%nat with (S (n - k)) by lia; simpl; ring.
  - rewrite sum_shift; unfold F; f_equal.
    destruct n; simpl; ring.
Qed.
