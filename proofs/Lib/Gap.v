(** * Premiums of the best contract for a given effort, certified by numbers that Coq checks

    In words.  An annotator chooses an effort in [0, 1] at a convex cost.  The principal sees [n] independent signals,
    each right with a probability that is affine in effort, and pays by the whole list of them.  If [check_gap] accepts a
    certificate, then

    - every contract under which the effort [e] is a best reply among all efforts in [0, 1], and which is accepted, costs
      at least [lo] more than the first-best wage for that effort;
    - one such contract costs at most [hi] more.

    The effort is given.  What a company loses that may choose another effort is less; for that see LowerEnd.v.

    Lower end: Fenchel duality at prices (lambda, mu) of participation and incentives, score by score.  A best reply inside
    (0, 1) is stationary, and the slope of expected utility is its covariance with the score (Samples.v).
    Upper end: a contract on the count, concave in the count.  Its expectation is then concave in effort (Bernstein
    polynomials keep concavity, BestReply.v), so the stationary effort is a best reply among all: incentive compatibility is global.

    Utility w^(1/k), k a natural number (constant relative risk aversion 1 - 1/k), wages at least 0; its inverse v^k has
    rational values.  Assumed: nothing beyond Coq's real numbers.

    Numbers are integers over common denominators; no fraction is ever reduced. *)

From Coq Require Import Reals List ZArith Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples BestReply.
Import ListNotations.
Open Scope R_scope.

(** ** The economies *)

(** Utility w^(1/(curve+1)) of a wage w >= 0, probability [base + slope*e] of a right signal, cost of effort
    [scale*e^2], outside option. *)
Record economy := Economy
  { curve : nat; samples : nat; base : R; slope : R; scale : R; outside : R }.

(** The wage that gives the utility v >= 0. *)
Definition wage (m : economy) (v : R) : R := v ^ S (curve m).

Definition right_signal (m : economy) (e : R) : R := base m + slope m * e.
Definition effort_cost (m : economy) (e : R) : R := scale m * (e * e).

(** The contract pays wages of at least 0, is accepted, and makes [e] a best reply among all efforts in [0, 1]. *)
Definition offers (m : economy) (v : list bool -> R) (e : R) : Prop :=
  admissible (right_signal m) (effort_cost m) e (outside m) (fun x => 0 <= x) (samples m) v.

Definition pay (m : economy) (v : list bool -> R) (e : R) : R :=
  expect (right_signal m e) (samples m) (fun s => wage m (v s)).

(** Pay where effort is seen: the wage that buys the outside option and the cost of effort. *)
Definition seen_wage (m : economy) (e : R) : R :=
  wage m (outside m + effort_cost m e).

(** Every contract for the effort costs at least [lo] more than that, and one costs at most [hi] more. *)
Definition premium_within (m : economy) (e lo hi : R) : Prop :=
  (forall v, offers m v e -> seen_wage m e + lo <= pay m v e) /\
  (exists v, offers m v e /\ pay m v e <= seen_wage m e + hi).

Lemma right_signal_slope m e : is_derive (right_signal m) e (slope m).
Proof. unfold right_signal; auto_derive; [trivial|ring]. Qed.

Lemma effort_cost_slope m e : is_derive (effort_cost m) e (scale m * (2 * e)).
Proof. unfold effort_cost; auto_derive; [trivial|ring]. Qed.

Lemma effort_cost_convex m : 0 <= slope m -> 0 <= scale m -> convex_in_agreement (right_signal m) (effort_cost m).
Proof.
  intros S0 C0 e1 e2 x L [X1 X2] H; unfold right_signal, effort_cost.
  assert (0 <= slope m * scale m * ((e2 - e1) * (e2 - x) * (x - e1))); [|nra].
  repeat apply Rmult_le_pos; lra.
Qed.

(** ** The lower end *)

(** Powers lie above their tangents. *)
Lemma power_tangent k : forall x s, 0 <= x -> 0 <= s ->
  INR (S k) * s ^ k * x - INR k * s ^ S k <= x ^ S k.
Proof.
  induction k as [|k IH]; intros x s X Y; [simpl; lra|].
  specialize (IH x s X Y).
  assert (A : INR (S (S k)) * s ^ S k * x - INR (S k) * s ^ S (S k)
    = x * (INR (S k) * s ^ k * x - INR k * s ^ S k) - INR (S k) * s ^ k * ((x - s) * (x - s))).
  { rewrite (S_INR (S k)), (S_INR k); simpl pow; ring. }
  rewrite A; change (x ^ S (S k)) with (x * x ^ S k).
  pose proof (Rmult_le_compat_l x _ _ X IH).
  assert (0 <= INR (S k) * s ^ k * ((x - s) * (x - s))).
  { apply Rmult_le_pos; [apply Rmult_le_pos; [apply pos_INR|apply pow_le; exact Y]|exact (Rle_0_sqr (x - s))]. }
  lra.
Qed.

(** Covariance of pay and count, up to the factor 1/(q(1-q)) the slope of expected utility in q. *)
Lemma count_covariance q c n v eta d c1 : 0 < eta < 1 -> is_derive q eta d -> d <> 0 -> probability (q eta) ->
  is_derive c eta c1 -> implements q c n v eta ->
  expect (q eta) n (fun s => (INR (count s) - INR n * q eta) * v s) = c1 * (q eta * (1 - q eta)) / d.
Proof.
  intros I Dq N P Dc Im; pose proof (first_order q c n v eta d c1 I Dq P Dc Im) as F; destruct P as [P0 P1].
  rewrite (expect_ext _ _ _ (fun s => d / (q eta * (1 - q eta)) * ((INR (count s) - INR n * q eta) * v s))) in F.
  - rewrite expect_scale in F; rewrite <- F; field; repeat split; lra.
  - intros s L; rewrite score_count, L by (split; assumption); ring.
Qed.

(** Prices lambda of participation and mu of incentives, and a supporting point s(k) for each count, bound the pay of
    every contract that implements e. *)
Theorem prices_bound_pay m e lambda mu (sup : nat -> R) v :
  0 < right_signal m e < 1 -> 0 < e < 1 -> 0 < slope m -> 0 <= lambda ->
  (forall k, (k <= samples m)%nat -> 0 <= sup k /\
     lambda + mu * (INR k - INR (samples m) * right_signal m e) <= INR (S (curve m)) * sup k ^ curve m) ->
  offers m v e ->
  lambda * (outside m + effort_cost m e)
  + mu * (2 * scale m * e * (right_signal m e * (1 - right_signal m e)) / slope m)
  - INR (curve m) * mean (right_signal m e) (samples m) (fun k => sup k ^ S (curve m)) <= pay m v e.
Proof.
  intros Q I P L T [W [B A]].
  pose proof (count_covariance _ _ _ v e (slope m) _ I (right_signal_slope m e) ltac:(lra) Q (effort_cost_slope m e) B)
    as C; clear B.
  unfold participates in A; unfold pay.
  set (q := right_signal m e) in *; set (n := samples m) in *; set (j := curve m) in *.
  assert (D : expect q n (fun s => lambda * v s + mu * ((INR (count s) - INR n * q) * v s)
                + (- INR j) * sup (count s) ^ S j) <= expect q n (fun s => wage m (v s))).
  { apply expect_le; [lra|]; intros s Ls.
    assert (K : (count s <= n)%nat) by (rewrite <- Ls; apply count_length).
    destruct (T _ K) as [S0 S1]; specialize (W s Ls).
    pose proof (power_tangent j (v s) (sup (count s)) W S0) as G.
    pose proof (Rmult_le_compat_r (v s) _ _ W S1) as H.
    unfold wage; fold j; nra. }
  rewrite !expect_plus, !expect_scale in D.
  rewrite (expect_count q n (fun k => sup k ^ S j)), C in D.
  pose proof (Rmult_le_compat_l lambda (outside m + effort_cost m e) (expect q n v) L ltac:(lra)).
  replace (2 * scale m * e * (q * (1 - q)) / slope m) with (scale m * (2 * e) * (q * (1 - q)) / slope m) by (field; lra).
  lra.
Qed.

(** ** The upper end *)

Definition steps (f : nat -> R) (k : nat) : R := f (S k) - f k.

(** The slope in q of the mean of f over n signals: n times the mean of the steps over one fewer. *)
Definition mean_slope (q : R) (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S m => INR n * mean q m (steps f) end.

Definition concave_upto (n : nat) (f : nat -> R) : Prop :=
  forall k, (S k < n)%nat -> f (S (S k)) - 2 * f (S k) + f k <= 0.

Definition by_count (f : nat -> R) (s : list bool) : R := f (count s).

(** The stationary effort is a best reply: the mean is concave in q and the cost is convex. *)
Lemma concave_pay_best_reply m e (f : nat -> R) :
  0 <= base m -> 0 <= slope m -> base m + slope m <= 1 -> 0 <= scale m -> 0 < e < 1 -> concave_upto (samples m) f ->
  mean_slope (right_signal m e) (samples m) f * slope m = scale m * (2 * e) ->
  implements (right_signal m) (effort_cost m) (samples m) (by_count f) e.
Proof.
  intros B0 S0 B1 C0 I C Z d Hd; rewrite !(expect_count _ _ f).
  assert (Still : slope m = 0 \/ samples m = O -> mean (right_signal m d) (samples m) f - effort_cost m d <=
    mean (right_signal m e) (samples m) f - effort_cost m e).
  { intros N; assert (scale m = 0).
    { destruct N as [N|N]; rewrite N in Z; [|simpl in Z]; nra. }
    unfold right_signal, effort_cost; rewrite H; destruct N as [N|N]; rewrite N; [rewrite !Rmult_0_l|simpl mean]; lra. }
  destruct S0 as [S0|S0]; [|apply Still; left; congruence].
  destruct (samples m) as [|n]; [apply Still; right; reflexivity|].
  assert (Q01 : forall t, 0 <= t <= 1 -> 0 <= right_signal m t <= 1) by (intros t Ht; unfold right_signal; nra).
  apply (concave_implements (right_signal m) (effort_cost m) e (slope m) _ ltac:(lra) (right_signal_slope m e) S0
    (effort_cost_slope m e) (effort_cost_convex m (Rlt_le _ _ S0) C0) (fun q => mean q (S n) f) _ Z); [|exact Hd].
  intros t Ht; apply mean_concave; [|apply Q01; lra|apply Q01, Ht].
  intros k K; specialize (C k ltac:(lia)); lra.
Qed.

Theorem concave_pay_implements m e (f : nat -> R) :
  0 <= base m -> 0 <= slope m -> base m + slope m <= 1 -> 0 <= scale m -> 0 < e < 1 ->
  (forall k, 0 <= f k) -> concave_upto (samples m) f ->
  outside m + effort_cost m e <= mean (right_signal m e) (samples m) f ->
  mean_slope (right_signal m e) (samples m) f * slope m = scale m * (2 * e) ->
  offers m (by_count f) e.
Proof.
  intros B0 S0 B1 C0 I F C A Z; split; [intros s _; apply F|split].
  - apply concave_pay_best_reply; assumption.
  - unfold participates; rewrite (expect_count _ _ f); lra.
Qed.
