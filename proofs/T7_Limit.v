(** * T6 and T7, the limit: n times the least premium tends to K_lin

    In words.  Let C_n be the least expected wage, over every contract on the whole list of
    n signals, that makes effort eta a global best reply and leaves the annotator U0 or
    more.  Then n (C_n - h(ubar)) -> K_lin = h''(ubar) c'(eta)^2 / (2 I(eta)), ubar = U0 + c(eta)
    ([premium_limit]).  The bound from below needs no curvature far from ubar
    ([premium_lower]), so it covers unbounded pay; the contract linear in the share of
    agreements attains the limit ([premium_upper]): nothing beats it by more than o(1/n).

    Source.  This project; the dual multipliers are h'(ubar) and h''(ubar) c'/(n I).

    Assumed.  h convex and twice differentiable on the utilities that may be paid, an
    interval, h'' continuous at ubar, h'(ubar) >= 0, and h outgrows every line (marginal
    utility vanishes); 0 < q(eta) < 1, q' > 0; for the contract from above also the cost
    convex in the probability of agreement, and the linear contract within the limits on
    pay at every count.  Instances: [T7_LimitInstances]. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage BestReply FourthMoment.
From FirstBest.Lib Require Import Nearby Suprema.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T6_LinearRate.
Open Scope R_scope.

Section Limit.
Variables (q c : R -> R) (eta d c1 U0 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Hd : 0 < d.
Hypothesis Pq : probability (q eta).
Hypothesis Hc : is_derive c eta c1.
Hypothesis Hc1 : 0 <= c1.

Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).
Hypothesis Convex : forall x, pay x -> 0 <= h2 x.
Hypothesis Coercive : forall y, exists B, forall x, pay x -> y * x - h x <= B.

Let ubar := U0 + c eta.
Hypothesis Hu : pay ubar.
Hypothesis Slope : 0 <= h1 ubar.
Hypothesis Continuous : forall eps, 0 < eps -> exists delta, 0 < delta /\
  forall y, pay y -> Rabs (y - ubar) <= delta -> Rabs (h2 y - h2 ubar) <= eps.

Notation I := (information (q eta) d).

(** Deviation of the linear contract's pay from ubar. *)
Definition deviation (n : nat) (s : list bool) : R := linear_contract (q eta) d c1 0 n s.

Lemma deviation_score n s : (0 < n)%nat -> length s = n ->
  deviation n s = c1 / (INR n * I) * score (q eta) d s.
Proof.
  intros Hn Hs; unfold deviation; rewrite (linear_contract_score q eta d c1) by (assumption || lra).
  unfold linear_pay; ring.
Qed.

Lemma deviation_mean n : (0 < n)%nat -> expect (q eta) n (deviation n) = 0.
Proof. intros Hn; unfold deviation; rewrite linear_contract_mean by (assumption || lra); ring. Qed.

Lemma deviation_square n : (0 < n)%nat ->
  expect (q eta) n (fun s => deviation n s * deviation n s) = c1 * c1 / (INR n * I).
Proof.
  intros Hn; pose proof (lt_0_INR n Hn); pose proof (information_pos _ d Pq ltac:(lra)).
  rewrite (expect_ext _ _ _ (fun s => (c1 / (INR n * I) * (c1 / (INR n * I))) *
    (score (q eta) d s * score (q eta) d s)))
    by (intros s Hs; rewrite deviation_score by assumption; ring).
  rewrite expect_scale, score_square by exact Pq; field; lra.
Qed.

Lemma deviation_fourth n : (0 < n)%nat ->
  expect (q eta) n (fun s => deviation n s ^ 4) <= (c1 / d) ^ 4 / (INR n * INR n).
Proof.
  intros Hn; pose proof (lt_0_INR n Hn); destruct Pq.
  rewrite (expect_ext _ _ _ (fun s => ((c1 / d) ^ 4 / INR n ^ 4) * (INR (count s) - INR n * q eta) ^ 4))
    by (intros; unfold deviation, linear_contract; field; lra).
  rewrite expect_scale, (expect_count _ _ (fun k => (INR k - INR n * q eta) ^ 4)).
  apply Rle_trans with ((c1 / d) ^ 4 / INR n ^ 4 * (INR n * INR n)).
  - apply Rmult_le_compat_l; [|apply mean_fourth; [lra|exact Hn]].
    assert (E : forall x, 0 <= x ^ 4).
    { intros x; replace (x ^ 4) with ((x * x) * (x * x)) by ring; apply Rle_0_sqr. }
    apply Rdiv_le_0_compat; [apply E|apply pow_lt; assumption].
  - apply Req_le; field; lra.
Qed.

(** Its covariance with any contract that implements eta. *)
Lemma deviation_covariance n v : (0 < n)%nat -> implements q c n v eta ->
  expect (q eta) n (fun s => v s * deviation n s) = c1 * c1 / (INR n * I).
Proof.
  intros Hn Im; pose proof (lt_0_INR n Hn); pose proof (information_pos _ d Pq ltac:(lra)).
  rewrite (expect_ext _ _ _ (fun s => c1 / (INR n * I) * (v s * score (q eta) d s)))
    by (intros s Hs; rewrite deviation_score by assumption; ring).
  rewrite expect_scale, (first_order q c n v eta d c1) by assumption; field; lra.
Qed.

Lemma deviation_bounded n s : (0 < n)%nat -> length s = n ->
  - (c1 / d * q eta) <= deviation n s <= c1 / d * (1 - q eta).
Proof.
  intros Hn Hs; pose proof (lt_0_INR n Hn); destruct Pq.
  assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (K : 0 <= INR (count s) / INR n <= 1).
  { split; [apply Rdiv_le_0_compat; [apply pos_INR|assumption]|].
    apply Rmult_le_reg_r with (INR n); [assumption|].
    replace (INR (count s) / INR n * INR n) with (INR (count s)) by (field; lra).
    rewrite Rmult_1_l; apply le_INR; rewrite <- Hs; apply count_length. }
  unfold deviation, linear_contract; split; nra.
Qed.

(** Beyond delta the fourth power of the deviation pays for any constant. *)
Lemma fourth_power t delta B : 0 < delta -> 0 <= B -> delta < Rabs t -> B <= B / delta ^ 4 * t ^ 4.
Proof.
  intros Dp Bp T; assert (P : 0 < delta ^ 4) by (apply pow_lt; exact Dp).
  replace (B / delta ^ 4 * t ^ 4) with (B * (t ^ 4 / delta ^ 4)) by (field; lra).
  rewrite <- (Rmult_1_r B) at 1; apply Rmult_le_compat_l; [exact Bp|].
  apply Rmult_le_reg_r with (delta ^ 4); [exact P|].
  replace (t ^ 4 / delta ^ 4 * delta ^ 4) with (t ^ 4) by (field; lra).
  rewrite Rmult_1_l; replace (t ^ 4) with (Rabs t ^ 4).
  - apply pow_incr; lra.
  - rewrite RPow_abs; apply Rabs_right, Rle_ge.
    replace (t ^ 4) with ((t * t) * (t * t)) by ring; apply Rle_0_sqr.
Qed.

(** ** From below: every contract *)

(** With the window, the slope's range and the constant beyond it made explicit, to use them at many efforts at once. *)
Lemma premium_lower_at k delta B : 0 <= k -> 0 < delta -> 0 <= B ->
  (forall y, pay y -> Rabs (y - ubar) <= delta -> k <= h2 y) ->
  (forall t x, Rabs t <= c1 / d -> pay x -> h ubar + h1 ubar * (x - ubar) + k * (t * (x - ubar)) - B <= h x) ->
  forall n v, (0 < n)%nat ->
  (forall s, length s = n -> pay (v s)) -> implements q c n v eta -> participates q c U0 n v eta ->
  h ubar + k * (c1 * c1) / (2 * (INR n * I)) - B / delta ^ 4 * (c1 / d) ^ 4 / (INR n * INR n) <=
  expect (q eta) n (fun s => h (v s)).
Proof.
  intros K0 Dp B0 Wk Far.
  assert (P4 : 0 < delta ^ 4) by (apply pow_lt; exact Dp).
  set (b := B / delta ^ 4); assert (b0 : 0 <= b) by (apply Rdiv_le_0_compat; assumption).
  assert (E4 : forall x, 0 <= x ^ 4).
  { intros x; replace (x ^ 4) with ((x * x) * (x * x)) by ring; apply Rle_0_sqr. }
  intros n v Hn Hv Im Pa.
  pose proof (lt_0_INR n Hn) as N0; pose proof (information_pos _ d Pq ltac:(lra)) as I0.
  assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (Q01 : 0 <= q eta <= 1) by (destruct Pq; lra).
  set (t := deviation n).
  assert (Pt : forall s, length s = n -> h ubar + h1 ubar * (v s - ubar) + k * (v s * t s) -
    k * ubar * t s - k / 2 * (t s * t s) - b * t s ^ 4 <= h (v s)).
  { intros s Hs; destruct (Rle_or_lt (Rabs (t s)) delta) as [N|F].
    - pose proof (near_bound pay h h1 h2 Hi D1 D2 Convex ubar delta k Hu Dp (t s) (v s) K0 Wk N (Hv s Hs)).
      pose proof (Rmult_le_pos _ _ b0 (E4 (t s))); lra.
    - assert (T : Rabs (t s) <= c1 / d).
      { apply Rabs_le_between; pose proof (deviation_bounded n s Hn Hs) as Bd; unfold t; destruct Pq.
        assert (c1 / d * q eta <= c1 / d) by nra; split; nra. }
      pose proof (Far (t s) (v s) T (Hv s Hs)).
      pose proof (fourth_power (t s) delta B Dp B0 F) as Q; fold b in Q.
      assert (0 <= k * (t s * t s)) by (apply Rmult_le_pos; [exact K0|apply Rle_0_sqr]); lra. }
  pose proof (expect_le (q eta) n _ _ Q01 Pt) as L.
  rewrite !expect_minus, !expect_plus, !expect_scale, expect_minus, !expect_const in L.
  unfold t in L; rewrite deviation_covariance, deviation_mean, deviation_square in L by assumption.
  pose proof (Rmult_le_compat_l b _ _ b0 (deviation_fourth n Hn)) as L4.
  unfold participates in Pa.
  assert (0 <= h1 ubar * (expect (q eta) n v - ubar)) 
    by (apply Rmult_le_pos; [exact Slope|unfold ubar; lra]).
  replace (k * (c1 * c1) / (2 * (INR n * I))) with
    (k * (c1 * c1 / (INR n * I)) - k / 2 * (c1 * c1 / (INR n * I))) by (field; lra).
  replace (b * (c1 / d) ^ 4 / (INR n * INR n)) with (b * ((c1 / d) ^ 4 / (INR n * INR n)))
    by (field; lra).
  lra.
Qed.

Theorem premium_lower k : 0 <= k < h2 ubar -> exists C, 0 <= C /\ forall n v, (0 < n)%nat ->
  (forall s, length s = n -> pay (v s)) -> implements q c n v eta -> participates q c U0 n v eta ->
  h ubar + k * (c1 * c1) / (2 * (INR n * I)) - C / (INR n * INR n) <=
  expect (q eta) n (fun s => h (v s)).
Proof.
  intros [K0 K1]; destruct (Continuous (h2 ubar - k) ltac:(lra)) as [delta [Dp Win]].
  assert (Wk : forall y, pay y -> Rabs (y - ubar) <= delta -> k <= h2 y).
  { intros y Y N; specialize (Win y Y N); apply Rabs_le_between in Win; lra. }
  destruct (far_bound pay h h1 Coercive ubar k (c1 / d) K0) as [B [B0 Far]].
  exists (B / delta ^ 4 * (c1 / d) ^ 4); split.
  - apply Rmult_le_pos; [apply Rdiv_le_0_compat; [exact B0|apply pow_lt; exact Dp]|].
    apply pow_le, Rdiv_le_0_compat; assumption.
  - apply (premium_lower_at k delta B K0 Dp B0 Wk Far).
Qed.

(** ** From above: the linear contract *)

Hypothesis Conv : convex_in_agreement q c.
Hypothesis Hlo : pay (ubar - c1 / d * q eta).
Hypothesis Hhi : pay (ubar + c1 / d * (1 - q eta)).

Theorem premium_upper k : h2 ubar < k -> exists C, 0 <= C /\ forall n, (0 < n)%nat ->
  let v := linear_contract (q eta) d c1 ubar n in
  (forall s, length s = n -> pay (v s)) /\ implements q c n v eta /\ participates q c U0 n v eta /\
  expect (q eta) n (fun s => h (v s)) <=
  h ubar + k * (c1 * c1) / (2 * (INR n * I)) + C / (INR n * INR n).
Proof.
  intros K1; destruct (Continuous (k - h2 ubar) ltac:(lra)) as [delta [Dp Win]].
  assert (K0 : 0 <= k) by (pose proof (Convex ubar Hu); lra).
  assert (Wk : forall y, pay y -> Rabs (y - ubar) <= delta -> h2 y <= k).
  { intros y Y N; specialize (Win y Y N); apply Rabs_le_between in Win; lra. }
  destruct (far_upper pay h h1 h2 Hi D1 D2 Convex ubar Hu _ _ Hlo Hhi) as [B [B0 Far]].
  assert (P4 : 0 < delta ^ 4) by (apply pow_lt; exact Dp).
  set (b := B / delta ^ 4); assert (b0 : 0 <= b) by (apply Rdiv_le_0_compat; assumption).
  assert (E4 : forall x, 0 <= x ^ 4).
  { intros x; replace (x ^ 4) with ((x * x) * (x * x)) by ring; apply Rle_0_sqr. }
  exists (b * (c1 / d) ^ 4); split; [apply Rmult_le_pos; [exact b0|apply E4]|].
  intros n Hn; cbv zeta.
  pose proof (lt_0_INR n Hn) as N0; pose proof (information_pos _ d Pq ltac:(lra)) as I0.
  assert (Q01 : 0 <= q eta <= 1) by (destruct Pq; lra).
  set (v := linear_contract (q eta) d c1 ubar n); set (t := deviation n).
  assert (Vt : forall s, v s - ubar = t s) by (intros; unfold v, t, deviation, linear_contract; ring).
  assert (Vp : forall s, length s = n -> ubar - c1 / d * q eta <= v s <= ubar + c1 / d * (1 - q eta)).
  { intros s Hs; pose proof (deviation_bounded n s Hn Hs); specialize (Vt s); unfold t in Vt; lra. }
  assert (Py : forall s, length s = n -> pay (v s)).
  { intros s Hs; apply (Hi _ _ _ Hlo Hhi), Vp, Hs. }
  split; [exact Py|split; [|split]].
  - apply (linear_contract_implements q c eta d c1); (assumption || lra).
  - apply linear_contract_participates; (assumption || lra).
  - assert (Pt : forall s, length s = n ->
      h (v s) <= h ubar + h1 ubar * t s + k / 2 * (t s * t s) + b * t s ^ 4).
    { intros s Hs; destruct (Rle_or_lt (Rabs (t s)) delta) as [N|F].
      - rewrite <- Vt in N.
        pose proof (near_upper pay h h1 h2 Hi D1 D2 ubar delta k Hu Dp (v s) Wk N (Py s Hs)) as L.
        rewrite Vt in L; pose proof (Rmult_le_pos _ _ b0 (E4 (t s))); lra.
      - pose proof (Far (v s) (Vp s Hs)) as L; rewrite Vt in L.
        pose proof (fourth_power (t s) delta B Dp B0 F) as Q; fold b in Q.
        assert (0 <= k * (t s * t s)) by (apply Rmult_le_pos; [exact K0|apply Rle_0_sqr]); lra. }
    pose proof (expect_le (q eta) n _ _ Q01 Pt) as L.
    rewrite !expect_plus, !expect_scale, !expect_const in L.
    unfold t in L; rewrite deviation_mean, deviation_square in L by assumption.
    pose proof (Rmult_le_compat_l b _ _ b0 (deviation_fourth n Hn)) as L4.
    replace (k * (c1 * c1) / (2 * (INR n * I))) with (k / 2 * (c1 * c1 / (INR n * I))) by (field; lra).
    replace (b * (c1 / d) ^ 4 / (INR n * INR n)) with (b * ((c1 / d) ^ 4 / (INR n * INR n)))
      by (field; lra).
    lra.
Qed.

(** ** The limit *)

(** What contracts that implement eta cost, on average; C_n is the least of it. *)
Definition wages_for (n : nat) (x : R) : Prop :=
  exists v, admissible q c eta U0 pay n v /\ x = expect (q eta) n (fun s => h (v s)).

(** Some contract costs h(ubar) + k c'^2/(2 n I) + O(1/n^2). *)
Definition attainable (k : R) : Prop := exists C, 0 <= C /\ Eventually.eventually (fun n => exists v,
  admissible q c eta U0 pay n v /\
  expect (q eta) n (fun s => h (v s)) <= h ubar + k * (c1 * c1) / (2 * (INR n * I)) + C / (INR n * INR n)).

Lemma linear_attains k : h2 ubar < k -> attainable k.
Proof.
  intros K; destruct (premium_upper k K) as [C [C0 Up]]; exists C; split; [exact C0|].
  exists 1%nat; intros n Hn; destruct (Up n ltac:(lia)) as [Py [Im [Pa Cost]]].
  exists (linear_contract (q eta) d c1 ubar n); split; [repeat split; assumption|exact Cost].
Qed.

Hypothesis Strict : 0 < h2 ubar.

(** n (C_n - h(ubar)) -> K_lin = h''(ubar) c'(eta)^2 / (2 I(eta)), where contracts come close to that. *)
Theorem premium_limit_attained : (forall k, h2 ubar < k -> attainable k) ->
  premium_tends wages_for INR (h ubar) (h2 ubar * (c1 * c1) / (2 * I)).
Proof.
  intros At; apply premium_tends_of; intros eps E0.
  pose proof (information_pos _ d Pq ltac:(lra)) as I0.
  set (A := c1 * c1 / (2 * I)).
  assert (A0 : 0 <= A) by (apply Rdiv_le_0_compat; [apply Rle_0_sqr|lra]).
  set (e := eps / (4 * (A + 1))).
  assert (e0 : 0 < e) by (apply Rdiv_lt_0_compat; lra).
  assert (eA : e * A <= eps / 4).
  { replace (eps / 4) with (e * (A + 1)) by (unfold e; field; lra); nra. }
  set (k := Rmax 0 (h2 ubar - e)).
  assert (K1 : 0 <= k) by apply Rmax_l.
  assert (K2 : h2 ubar - e <= k) by apply Rmax_r.
  assert (K3 : k < h2 ubar) by (unfold k, Rmax; destruct (Rle_dec 0 (h2 ubar - e)); lra).
  destruct (premium_lower k ltac:(lra)) as [C [C0 Low]].
  destruct (At (h2 ubar + e) ltac:(lra)) as [C' [C0' Up]].
  apply Eventually.eventually_impl with
    (2 := Eventually.eventually_and _ _ (Eventually.eventually_ge (1 + 4 * (C + C') / eps)) Up).
  intros n [HN [v [Ad Cost]]].
  assert (Q : 0 <= 4 * (C + C') / eps) by (apply Rdiv_le_0_compat; lra).
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  pose proof (lt_0_INR n n0) as N0; split; [exact N0|].
  assert (Small : (C + C') / INR n <= eps / 4).
  { apply Rmult_le_reg_r with (INR n); [exact N0|].
    replace ((C + C') / INR n * INR n) with (4 * (C + C') / eps * (eps / 4)) by (field; lra).
    rewrite (Rmult_comm (eps / 4)); apply Rmult_le_compat_r; lra. }
  replace ((C + C') / INR n) with (C / INR n + C' / INR n) in Small by (field; lra).
  assert (0 <= C / INR n) by (apply Rdiv_le_0_compat; assumption).
  assert (0 <= C' / INR n) by (apply Rdiv_le_0_compat; assumption).
  assert ((h2 ubar - e) * A <= k * A) by (apply Rmult_le_compat_r; assumption).
  replace (h2 ubar * (c1 * c1) / (2 * I)) with (h2 ubar * A) by (unfold A; field; lra).
  assert (Inv : 0 <= / INR n) by (left; apply Rinv_0_lt_compat; exact N0).
  split.
  - exists (expect (q eta) n (fun s => h (v s))); split; [exists v; split; [exact Ad|reflexivity]|].
    apply Rle_trans with (1 := Cost).
    assert (E : ((h2 ubar + e) * A + C' / INR n) / INR n <= (h2 ubar * A + eps) / INR n)
      by (apply Rmult_le_compat_r; [exact Inv|lra]).
    replace (((h2 ubar + e) * A + C' / INR n) / INR n) with
      ((h2 ubar + e) * (c1 * c1) / (2 * (INR n * I)) + C' / (INR n * INR n)) in E by (unfold A; field; lra); lra.
  - intros y [v' [[V1 [V2 V3]] ->]]; apply Rle_trans with (2 := Low n v' n0 V1 V2 V3).
    assert (E : (h2 ubar * A - eps) / INR n <= (k * A - C / INR n) / INR n)
      by (apply Rmult_le_compat_r; [exact Inv|lra]).
    replace ((k * A - C / INR n) / INR n) with
      (k * (c1 * c1) / (2 * (INR n * I)) - C / (INR n * INR n)) in E by (unfold A; field; lra); lra.
Qed.

Theorem premium_limit : premium_tends wages_for INR (h ubar) (h2 ubar * (c1 * c1) / (2 * I)).
Proof. apply premium_limit_attained, linear_attains. Qed.
End Limit.
