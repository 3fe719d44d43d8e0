(** * Contracts on the count suffice

    In words.  Any contract v on the whole list of signals can be replaced by its average
    over the orders in which k agreements may come.  The replacement depends on the number
    of agreements only, gives the annotator the same expected utility at every effort, so
    the same best replies and the same participation, respects the same limits on pay,
    and costs no more, because h is convex ([count_suffices]).

    Source.  Rao-Blackwell: the count is sufficient; Jensen's inequality.

    Assumed: h convex on the utilities that may be paid, an interval. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature.
Import ListNotations.
Open Scope R_scope.

(** Mean of v over the lists of n signals with k agreements, all equally likely: the first
    signal is an agreement with probability k/n. *)
Fixpoint average (n : nat) (v : list bool -> R) (k : nat) : R :=
  match n with
  | O => v []
  | S m => INR k / INR n * average m (fun t => v (true :: t)) (pred k) +
           (1 - INR k / INR n) * average m (fun t => v (false :: t)) k
  end.

(** Size bias: E[S f(S-1)] = n q E_{n-1}[f(S)], and E[(n-S) f(S)] = n (1-q) E_{n-1}[f(S)]. *)
Lemma mean_size_up q n : forall f,
  mean q (S n) (fun k => INR k * f (pred k)) = INR (S n) * q * mean q n f.
Proof.
  induction n as [|n IH]; intros f; [simpl; ring|].
  change (mean q (S (S n)) (fun k => INR k * f (pred k))) with
    (q * mean q (S n) (fun k => INR (S k) * f k) +
     (1 - q) * mean q (S n) (fun k => INR k * f (pred k))).
  rewrite IH.
  rewrite (mean_ext q (S n) (fun k => INR (S k) * f k)
    (fun k => INR k * f (S (pred k)) + f k)).
  2:{ intros [|k] _; rewrite S_INR; cbn [pred]; [simpl; ring|ring]. }
  rewrite mean_plus, (IH (fun k => f (S k))).
  cbn [mean]; rewrite !S_INR; ring.
Qed.

Lemma mean_size_down q n : forall f,
  mean q (S n) (fun k => (INR (S n) - INR k) * f k) = INR (S n) * (1 - q) * mean q n f.
Proof.
  induction n as [|n IH]; intros f; [simpl; ring|].
  change (mean q (S (S n)) (fun k => (INR (S (S n)) - INR k) * f k)) with
    (q * mean q (S n) (fun k => (INR (S (S n)) - INR (S k)) * f (S k)) +
     (1 - q) * mean q (S n) (fun k => (INR (S (S n)) - INR k) * f k)).
  rewrite (mean_ext q (S n) (fun k => (INR (S (S n)) - INR (S k)) * f (S k))
    (fun k => (INR (S n) - INR k) * f (S k))) by (intros; rewrite !S_INR; ring).
  rewrite (mean_ext q (S n) (fun k => (INR (S (S n)) - INR k) * f k)
    (fun k => (INR (S n) - INR k) * f k + f k)) by (intros; rewrite !S_INR; ring).
  rewrite mean_plus, (IH (fun k => f (S k))), (IH f).
  cbn [mean]; rewrite !S_INR; ring.
Qed.

(** The average has the same mean, whatever the probability of agreement: the count is sufficient. *)
Theorem average_mean q n : forall v, mean q n (average n v) = expect q n v.
Proof.
  induction n as [|n IH]; intros v; [symmetry; apply expect_0|].
  rewrite expect_S, <- !IH.
  set (a := average n (fun t => v (true :: t))); set (b := average n (fun t => v (false :: t))).
  assert (N : INR (S n) <> 0) by (apply not_0_INR; lia).
  rewrite (mean_ext q (S n) _ (fun k => / INR (S n) * (INR k * a (pred k)) +
    / INR (S n) * ((INR (S n) - INR k) * b k))).
  2:{ intros k _; change (average (S n) v k) with
        (INR k / INR (S n) * a (pred k) + (1 - INR k / INR (S n)) * b k); field; exact N. }
  rewrite mean_plus, !mean_scale, mean_size_up, mean_size_down; field; exact N.
Qed.

(** k agreements among n + 1: none, all, or both kinds of first signal. *)
Lemma average_cases n v k : (k <= S n)%nat ->
  (k = O /\ average (S n) v k = average n (fun t => v (false :: t)) k) \/
  (k = S n /\ average (S n) v k = average n (fun t => v (true :: t)) (pred k)) \/
  ((pred k <= n)%nat /\ (k <= n)%nat /\ 0 <= INR k / INR (S n) <= 1).
Proof.
  intros Hk; assert (N : 0 < INR (S n)) by (apply lt_0_INR; lia).
  destruct (Nat.eq_dec k 0) as [->|K0]; [left; split; [reflexivity|]|right].
  - cbn [average pred]; change (INR 0) with 0; field; lra.
  - destruct (Nat.eq_dec k (S n)) as [->|K1]; [left; split; [reflexivity|]|right].
    + cbn [average pred]; field; lra.
    + repeat split; try lia; [apply Rdiv_le_0_compat; [apply pos_INR|exact N]|].
      apply Rmult_le_reg_r with (INR (S n)); [exact N|].
      replace (INR k / INR (S n) * INR (S n)) with (INR k) by (field; lra).
      rewrite Rmult_1_l; apply le_INR; lia.
Qed.

Definition convex_on (pay : R -> Prop) (h : R -> R) : Prop :=
  forall x y t, pay x -> pay y -> 0 <= t <= 1 -> h (t * x + (1 - t) * y) <= t * h x + (1 - t) * h y.

Section Jensen.
Variables (pay : R -> Prop) (h : R -> R).
Hypothesis Hi : interval pay.
Hypothesis Hh : convex_on pay h.

Lemma average_is_pay n : forall v k, (k <= n)%nat ->
  (forall s, length s = n -> pay (v s)) -> pay (average n v k).
Proof.
  induction n as [|n IH]; intros v k Hk Hv; [apply Hv; reflexivity|].
  assert (A : forall b j, (j <= n)%nat -> pay (average n (fun t => v (b :: t)) j)).
  { intros b j Hj; apply IH; [exact Hj|]; intros s Hs; apply Hv; simpl; rewrite Hs; reflexivity. }
  destruct (average_cases n v k Hk) as [[K ->]|[[K ->]|[K1 [K2 K3]]]]; [apply A; lia|apply A; lia|].
  cbn [average]; apply interval_mix; [exact Hi|apply A; exact K1|apply A; exact K2|exact K3].
Qed.

Lemma average_jensen n : forall v k, (k <= n)%nat ->
  (forall s, length s = n -> pay (v s)) -> h (average n v k) <= average n (fun s => h (v s)) k.
Proof.
  induction n as [|n IH]; intros v k Hk Hv; [simpl; lra|].
  assert (V : forall b s, length s = n -> pay (v (b :: s))).
  { intros b s Hs; apply Hv; simpl; rewrite Hs; reflexivity. }
  assert (A : forall b j, (j <= n)%nat ->
    h (average n (fun t => v (b :: t)) j) <= average n (fun t => h (v (b :: t))) j).
  { intros b j Hj; apply (IH (fun t => v (b :: t))); [exact Hj|apply V]. }
  pose proof (average_cases n (fun s => h (v s)) k Hk) as C'.
  destruct (average_cases n v k Hk) as [[K ->]|[[K ->]|[K1 [K2 K3]]]].
  - destruct C' as [[_ ->]|[[K' _]|[K' _]]]; [apply A; lia|lia|apply Rle_trans with (1 := A false k ltac:(lia))].
    apply Req_le; subst k; cbn [average pred]; change (INR 0) with 0; field; apply not_0_INR; lia.
  - destruct C' as [[K' _]|[[_ ->]|[_ [K' _]]]]; [lia|apply A; lia|lia].
  - cbn [average]; eapply Rle_trans.
    + apply Hh; [| |exact K3]; apply average_is_pay; try assumption; apply V.
    + apply Rplus_le_compat; apply Rmult_le_compat_l; try lra; apply A; assumption.
Qed.

(** For every contract on the list there is one on the count: worth the same to the annotator at every effort,
    within the same limits on pay, and no dearer. *)
Theorem count_suffices n v : (forall s, length s = n -> pay (v s)) ->
  exists w : nat -> R,
    (forall k, (k <= n)%nat -> pay (w k)) /\
    (forall q, expect q n (fun s => w (count s)) = expect q n v) /\
    (forall q, 0 <= q <= 1 ->
       expect q n (fun s => h (w (count s))) <= expect q n (fun s => h (v s))).
Proof.
  intros Hv; exists (average n v); repeat split.
  - intros k Hk; apply average_is_pay; assumption.
  - intros q; rewrite (expect_count q n (average n v)); apply average_mean.
  - intros q Hq; rewrite (expect_count q n (fun k => h (average n v k))).
    rewrite <- average_mean; apply mean_le; [exact Hq|]; intros k Hk; apply average_jensen; assumption.
Qed.

(** So the same efforts are implemented, at no higher cost. *)
Corollary count_implements q c U0 n v eta : 0 <= q eta <= 1 ->
  (forall s, length s = n -> pay (v s)) ->
  implements q c n v eta -> participates q c U0 n v eta ->
  exists w : nat -> R,
    (forall k, (k <= n)%nat -> pay (w k)) /\
    implements q c n (fun s => w (count s)) eta /\
    participates q c U0 n (fun s => w (count s)) eta /\
    expect (q eta) n (fun s => h (w (count s))) <= expect (q eta) n (fun s => h (v s)).
Proof.
  intros Hq Hv Im Pa; destruct (count_suffices n v Hv) as [w [W [Eq Le]]].
  exists w; repeat split; [exact W| | |apply Le; exact Hq].
  - intros e He; rewrite !Eq; apply Im; exact He.
  - unfold participates; rewrite Eq; exact Pa.
Qed.
End Jensen.

(** ** Tests *)

(** A randomised test on the whole list does what some randomised test on the count does, at every
    probability of agreement. *)
Theorem count_test n (psi : list bool -> R) : (forall s, 0 <= psi s <= 1) ->
  exists phi : nat -> R, (forall k, 0 <= phi k <= 1) /\ forall q, mean q n phi = expect q n psi.
Proof.
  intros H.
  assert (U : interval (fun x => 0 <= x <= 1)) by (intros x y z X Z B; lra).
  exists (fun k => if le_dec k n then average n psi k else 0); split.
  - intros k; destruct (le_dec k n) as [L|L]; [|lra].
    apply (average_is_pay (fun x => 0 <= x <= 1) U n psi k L); intros s _; apply H.
  - intros q; rewrite <- average_mean; apply mean_ext; intros k L.
    destruct (le_dec k n); [reflexivity|contradiction].
Qed.
