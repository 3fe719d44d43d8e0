(** * T2 sample-complexity, part (b)

    In words.  To tell effort eta0 (agreement probability q0) from eta1 (q1 > q0) with
    both errors at most delta, the least number of samples divided by log(1/delta) tends
    to 1/C, C the Chernoff information of the two Bernoulli laws.

    - [chernoff_point]: the x in (q0, q1) with KL(x, q0) = KL(x, q1) = C, in closed form;
      [chernoff_minimax]: C is the least over x of the larger of the two divergences.
    - [enough_samples]: n >= log(1/delta)/C samples suffice, with the threshold x n.
    - [sample_complexity]: for every eps, all small delta and every test on the count
      (randomised ones included), both errors <= delta needs n >= (1 - eps) log(1/delta)/C;
      [sample_complexity_list]: and so does every test on the list of signals.

    Source.  Chernoff, Ann. Math. Statist. 23 (1952).

    Assumed: 0 < q0 < q1 < 1.  Part (a) is in T2_EstimateVariance.v. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples CountSuffices.
From FirstBest Require Import T8_DiscreteRate T8_ManyEfforts.
Open Scope R_scope.

Section Test.
Variables q0 q1 : R.
Hypothesis Hq0 : probability q0.
Hypothesis Hq1 : probability q1.
Hypothesis Hq : q0 < q1.

Definition chernoff_x : R :=
  ln ((1 - q0) / (1 - q1)) / (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0)).

Definition chernoff_information : R := KL chernoff_x q0.

Lemma KL_self q : probability q -> KL q q = 0.
Proof.
  intros [A B]; unfold KL, log_up, log_down.
  replace (q / q) with 1 by (field; lra).
  replace ((1 - q) / (1 - q)) with 1 by (field; lra).
  rewrite ln_1; ring.
Qed.

(** The difference of the two divergences is affine in x. *)
Lemma KL_difference x : probability x ->
  KL x q1 - KL x q0 =
  ln ((1 - q0) / (1 - q1)) - x * (ln ((1 - q0) / (1 - q1)) + ln (q1 / q0)).
Proof.
  intros [X0 X1]; destruct Hq0, Hq1; unfold KL, log_up, log_down.
  rewrite !ln_div by lra; ring.
Qed.

Theorem chernoff_point :
  q0 < chernoff_x < q1 /\ KL chernoff_x q1 = chernoff_information /\ 0 < chernoff_information.
Proof.
  pose proof (KL_difference q0 Hq0) as D0; rewrite (KL_self q0 Hq0) in D0.
  pose proof (KL_difference q1 Hq1) as D1; rewrite (KL_self q1 Hq1) in D1.
  pose proof (KL_pos q0 q1 Hq0 Hq1 ltac:(lra)) as P0.
  pose proof (KL_pos q1 q0 Hq1 Hq0 ltac:(lra)) as P1.
  set (a := ln ((1 - q0) / (1 - q1))) in *; set (b := ln (q1 / q0)) in *.
  assert (S : 0 < a + b) by nra.
  assert (X : chernoff_x * (a + b) = a) by (unfold chernoff_x; fold a b; field; lra).
  assert (Hx : q0 < chernoff_x < q1) by (split; nra).
  assert (Px : probability chernoff_x) by (destruct Hq0, Hq1; unfold probability; lra).
  pose proof (KL_difference chernoff_x Px) as Dx; fold a b in Dx.
  split; [exact Hx|split].
  - unfold chernoff_information; lra.
  - apply KL_pos; try assumption; lra.
Qed.

Lemma chernoff_x_probability : probability chernoff_x.
Proof. pose proof (proj1 chernoff_point); destruct Hq0, Hq1; unfold probability; lra. Qed.

(** A test accepts low effort with probability phi; its two errors are at most delta. *)
(** The divergence from q0 grows as x moves away from it upwards, as that from q1 does downwards. *)
Lemma KL_reflect x q : KL (1 - x) (1 - q) = KL x q.
Proof.
  unfold KL, log_up, log_down; replace (1 - (1 - x)) with x by ring; replace (1 - (1 - q)) with q by ring; ring.
Qed.

(** C is the least, over all x, of the larger of the two divergences. *)
Theorem chernoff_minimax x : probability x -> chernoff_information <= Rmax (KL x q0) (KL x q1).
Proof.
  intros Hx; destruct chernoff_point as [[L U] [E _]]; pose proof chernoff_x_probability as Pc.
  destruct (Rle_or_lt x chernoff_x) as [A|A].
  - apply Rle_trans with (2 := Rmax_r _ _); rewrite <- E; apply KL_nearest; try assumption; lra.
  - apply Rle_trans with (2 := Rmax_l _ _); unfold chernoff_information.
    rewrite <- (KL_reflect chernoff_x), <- (KL_reflect x); destruct Hx, Hq0, Pc.
    apply KL_nearest; unfold probability; lra.
Qed.

Definition errors_at_most (n : nat) (phi : nat -> R) (delta : R) : Prop :=
  1 - mean q0 n phi <= delta /\ mean q1 n phi <= delta.

Theorem enough_samples n delta : 0 < delta < 1 ->
  ln (/ delta) / chernoff_information <= INR n ->
  errors_at_most n (threshold chernoff_x n) delta.
Proof.
  intros Hd Hn; destruct chernoff_point as [Hx [E C]].
  destruct (chernoff_bound q0 q1 Hq0 Hq1 chernoff_x n Hx) as [F1 F0].
  rewrite E in F1; fold chernoff_information in F0.
  apply Rmult_le_compat_r with (r := chernoff_information) in Hn; [|lra].
  replace (ln (/ delta) / chernoff_information * chernoff_information)
    with (- ln delta) in Hn by (rewrite ln_Rinv by lra; field; lra).
  assert (X : exp (- (INR n * chernoff_information)) <= delta).
  { rewrite <- (exp_ln delta) by lra.
    destruct (Req_dec (- (INR n * chernoff_information)) (ln delta)) as [Q|Q];
      [rewrite Q; lra|left; apply exp_increasing; lra]. }
  split; lra.
Qed.

(** ** The converse *)

(** A crude bound for few samples: no event is rarer than exponentially. *)
Definition worst_ratio (x q : R) : R := Rabs (log_up q x) + Rabs (log_down q x).

Lemma crude x q n phi : probability x -> probability q -> test phi ->
  exp (- (INR n * worst_ratio x q)) * mean x n phi <= mean q n phi.
Proof.
  intros Hx Hq' Ht; rewrite (change_of_measure q x Hq' Hx), <- mean_scale.
  apply mean_le; [destruct Hx; lra|]; intros k Hk.
  rewrite Rmult_comm; apply Rmult_le_compat_l; [apply Ht|].
  assert (L : - (INR n * worst_ratio x q) <= llr q x n k).
  { unfold llr, worst_ratio; apply le_INR in Hk; pose proof (pos_INR k).
    pose proof (Rabs_pos (log_up q x)); pose proof (Rabs_pos (log_down q x)).
    pose proof (Rle_abs (- log_up q x)) as U; rewrite Rabs_Ropp in U.
    pose proof (Rle_abs (- log_down q x)) as D; rewrite Rabs_Ropp in D.
    assert (INR k * (- log_up q x) <= INR n * Rabs (log_up q x)) by
      (apply Rle_trans with (INR k * Rabs (log_up q x)); [apply Rmult_le_compat_l|apply Rmult_le_compat_r]; lra).
    assert ((INR n - INR k) * (- log_down q x) <= INR n * Rabs (log_down q x)) by
      (apply Rle_trans with ((INR n - INR k) * Rabs (log_down q x));
       [apply Rmult_le_compat_l|apply Rmult_le_compat_r]; lra).
    lra. }
  destruct L as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra].
Qed.

Lemma test_complement phi : test phi -> test (fun k => 1 - phi k).
Proof. intros H k; specialize (H k); lra. Qed.

(** One of the two errors is at least half as likely under x. *)
Lemma some_error n phi delta g : test phi -> errors_at_most n phi delta ->
  (forall q psi, q = q0 \/ q = q1 -> test psi ->
     g * (mean chernoff_x n psi - 1 / 4) <= mean q n psi) ->
  0 < g -> g / 4 <= delta.
Proof.
  intros Ht [E0 E1] H Hg; pose proof chernoff_x_probability as Px.
  assert (R : forall q, probability q -> 0 <= q <= 1) by (intros q [? ?]; lra).
  destruct (Rle_or_lt (1 / 2) (mean chernoff_x n phi)) as [L|L].
  - specialize (H q1 phi (or_intror eq_refl) Ht); nra.
  - specialize (H q0 (fun k => 1 - phi k) (or_introl eq_refl) (test_complement _ Ht)).
    rewrite !mean_complement in H by (apply R; assumption); nra.
Qed.

Theorem sample_complexity eps : 0 < eps < 1 ->
  exists delta0, 0 < delta0 < 1 /\ forall delta, 0 < delta < delta0 ->
    (forall n, ln (/ delta) / chernoff_information <= INR n ->
       exists phi, test phi /\ errors_at_most n phi delta) /\
    (forall n phi, test phi -> errors_at_most n phi delta ->
       (1 - eps) * (ln (/ delta) / chernoff_information) <= INR n).
Proof.
  intros He; destruct chernoff_point as [Hx [E C]].
  pose proof chernoff_x_probability as Px.
  set (x := chernoff_x) in *; set (I := chernoff_information) in *.
  set (e := I * eps / 2); assert (Pe : 0 < e) by (unfold e; nra).
  set (v := llr_variance x q0 + llr_variance x q1).
  assert (V0 : 0 <= llr_variance x q0) by (apply llr_variance_nonneg; assumption).
  assert (V1 : 0 <= llr_variance x q1) by (apply llr_variance_nonneg; assumption).
  set (n1 := 4 * v / (e * e) + 1).
  assert (N1 : 1 <= n1).
  { assert (0 <= 4 * v / (e * e)) by (apply Rdiv_le_0_compat; [unfold v; lra|nra]).
    unfold n1; lra. }
  set (M := worst_ratio x q0 + worst_ratio x q1).
  assert (M0 : 0 <= worst_ratio x q0)
    by (unfold worst_ratio; pose proof (Rabs_pos (log_up q0 x)); pose proof (Rabs_pos (log_down q0 x)); lra).
  assert (M1 : 0 <= worst_ratio x q1)
    by (unfold worst_ratio; pose proof (Rabs_pos (log_up q1 x)); pose proof (Rabs_pos (log_down q1 x)); lra).
  set (d1 := exp (- (n1 * M)) / 4); set (d2 := exp (- (2 * ln 4 / eps))).
  exists (Rmin d1 (Rmin d2 (1 / 2))).
  assert (D1 : 0 < d1) by (unfold d1; pose proof (exp_pos (- (n1 * M))); lra).
  assert (D2 : 0 < d2) by apply exp_pos.
  split.
  { split; [repeat apply Rmin_glb_lt; lra|].
    apply Rle_lt_trans with (1 / 2); [apply Rle_trans with (1 := Rmin_r _ _), Rmin_r|lra]. }
  intros delta [Hd0 Hd].
  pose proof (Rmin_l d1 (Rmin d2 (1 / 2))); pose proof (Rmin_r d1 (Rmin d2 (1 / 2))).
  pose proof (Rmin_l d2 (1 / 2)); pose proof (Rmin_r d2 (1 / 2)).
  split.
  { intros n Hn; exists (threshold x n); split; [apply threshold_test|].
    apply enough_samples; [lra|exact Hn]. }
  intros n phi Ht Er.
  assert (Many : n1 <= INR n).
  { destruct (Rle_or_lt n1 (INR n)) as [L|L]; [exact L|exfalso].
    assert (G : exp (- (INR n * M)) / 4 <= delta).
    { apply (some_error n phi delta _ Ht Er); [|apply exp_pos].
      intros q psi Hqq Hp; fold x.
      assert (Pq : probability q) by (destruct Hqq; subst; assumption).
      apply Rle_trans with (2 := crude x q n psi Px Pq Hp).
      assert (K : exp (- (INR n * M)) <= exp (- (INR n * worst_ratio x q))).
      { assert (W : worst_ratio x q <= M) by (unfold M; destruct Hqq; subst; lra).
        assert (Q : - (INR n * M) <= - (INR n * worst_ratio x q))
          by (pose proof (pos_INR n); nra).
        destruct Q as [Q|Q]; [left; apply exp_increasing; exact Q|rewrite Q; lra]. }
      assert (R : 0 <= mean x n psi) by (apply mean_nonneg; [destruct Px; lra|intros; apply Hp]).
      pose proof (exp_pos (- (INR n * M))); nra. }
    assert (K : exp (- (n1 * M)) <= exp (- (INR n * M))).
    { assert (Q : - (n1 * M) <= - (INR n * M)) by (unfold M in *; nra).
      destruct Q as [Q|Q]; [left; apply exp_increasing; exact Q|rewrite Q; lra]. }
    unfold d1 in *; lra. }
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  assert (G : exp (- (INR n * (I + e))) / 4 <= delta).
  { apply (some_error n phi delta _ Ht Er); [|apply exp_pos].
    intros q psi Hqq Hp; fold x.
    assert (Pq : probability q) by (destruct Hqq; subst; assumption).
    assert (KQ : KL x q = I) by (destruct Hqq; subst; [reflexivity|exact E]).
    pose proof (stein x q Px Pq n psi e n0 Pe Hp) as St; rewrite KQ in St.
    apply Rle_trans with (2 := St), Rmult_le_compat_l; [left; apply exp_pos|].
    assert (W : llr_variance x q <= v) by (unfold v; destruct Hqq; subst; lra).
    assert (llr_variance x q / (INR n * (e * e)) <= 1 / 4); [|lra].
    assert (EE : 0 < e * e) by nra.
    apply Rmult_le_reg_r with (INR n * (e * e)); [nra|].
    replace (llr_variance x q / (INR n * (e * e)) * (INR n * (e * e)))
      with (llr_variance x q) by (field; lra).
    assert (4 * v + e * e <= INR n * (e * e)); [|lra].
    replace (4 * v + e * e) with (n1 * (e * e)) by (unfold n1; field; lra).
    apply Rmult_le_compat_r; lra. }
  (* take logarithms *)
  assert (L : - (INR n * (I + e)) <= ln delta + ln 4).
  { rewrite <- ln_mult by lra; rewrite <- (ln_exp (- (INR n * (I + e)))).
    apply ln_mono; [apply exp_pos|lra]. }
  assert (L4 : 0 < ln 4) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Ld : 2 * ln 4 / eps <= - ln delta).
  { assert (Z : ln delta <= ln d2) by (apply ln_mono; lra).
    unfold d2 in Z; rewrite ln_exp in Z; lra. }
  rewrite ln_Rinv by lra; set (y := - ln delta) in *.
  assert (Ly : ln 4 <= y * eps / 2).
  { apply Rmult_le_compat_r with (r := eps / 2) in Ld; [|lra].
    replace (2 * ln 4 / eps * (eps / 2)) with (ln 4) in Ld by (field; lra); lra. }
  assert (B : y * (1 - eps / 2) <= INR n * (I * (1 + eps / 2))).
  { replace (I * (1 + eps / 2)) with (I + e) by (unfold e; field); unfold y in *; lra. }
  apply Rmult_le_reg_r with (I * (1 + eps / 2)); [nra|].
  replace ((1 - eps) * (y / I) * (I * (1 + eps / 2)))
    with (y * ((1 - eps) * (1 + eps / 2))) by (field; lra).
  apply Rle_trans with (2 := B).
  assert (Y0 : 0 <= y) by nra.
  apply Rmult_le_compat_l; [exact Y0|nra].
Qed.

(** Looking at the whole list of signals instead of the count does not help. *)
Theorem sample_complexity_list eps : 0 < eps < 1 ->
  exists delta0, 0 < delta0 < 1 /\ forall delta, 0 < delta < delta0 ->
    forall n (psi : list bool -> R), (forall s, 0 <= psi s <= 1) ->
      expect q1 n psi <= delta -> 1 - expect q0 n psi <= delta ->
      (1 - eps) * (ln (/ delta) / chernoff_information) <= INR n.
Proof.
  intros He; destruct (sample_complexity eps He) as [delta0 [D0 H]].
  exists delta0; split; [exact D0|]; intros delta Hd n psi Hp E1 E0.
  destruct (count_test n psi Hp) as [phi [P Eq]].
  destruct (H delta Hd) as [_ Low]; apply (Low n phi P).
  unfold errors_at_most; rewrite !Eq; lra.
Qed.
End Test.
