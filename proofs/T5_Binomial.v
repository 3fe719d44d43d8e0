(** * T5 binary-rate, for the count of agreements itself

    In words.  n monitored samples agree independently with probability q(effort); a binary
    contract pays [base], and [b] of utility more unless a test on the number of agreements
    fails.  The least premium of such a contract that makes effort e a best reply among all
    efforts in [0,1], times sqrt(n log n), tends to K(e) = c'(e) D(c(e)) / (c(e) sqrt I(e)),
    I = q'^2/(q(1-q)).  The constant is that of the Gaussian statistic.  Here the model and
    the bound from below.

    - [binomial_lower]: below, for every test on the count, randomised or not, and
      ([binomial_lower_list]) on the whole list of signals; [binomial_lower_uniform] from the
      same n on for a family of efforts;
    - above, by a threshold on the count: T5_BinomialLimit.v, with the limit.

    Source.  This project; the rate is from Liu, Wang, Ma, Li, arXiv:2502.06387.  No central
    limit theorem: sums by parts, Chernoff's bound and fourth moments (Lib/CountDeviation.v).

    Assumed.  h convex, nondecreasing, differentiable at U0 + c(e) with positive slope, not
    affine below; umin < U0; 0 < q(e) < 1, q'(e) > 0, c'(e) > 0; no effort costs nothing. *)

From Coq Require Import Reals Lra Lia ZArith PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples BestReply CountSuffices.
From FirstBest.Lib Require Import CountDeviation Thresholds CountTails TwoPointPay.
From FirstBest.Lib Require Import Nearby.
From FirstBest Require Import T5_BinaryRate.
Open Scope R_scope.

Section Binomial.
Variables (umin U0 : R) (h h1 q q1 c c1 : R -> R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.

(** The utility that effort e is worth, and D(c(e))/c(e) there. *)
Definition utility (e : R) : R := U0 + c e.
Definition ratio (e : R) : R := distance_ratio U0 h c (h1 (utility e)) e.

(** The efforts spoken of: interior, with a signal, a marginal cost and a wage that is not affine. *)
Record interior (e : R) : Prop := {
  effort_interior : 0 < e < 1;
  agreement_slope : is_derive q e (q1 e);
  agreement_rises : 0 < q1 e;
  agreement_random : probability (q e);
  cost_slope : is_derive c e (c1 e);
  cost_rises : 0 < c1 e;
  cost_positive : 0 < c e;
  wage_slope : is_derive h (utility e) (h1 (utility e));
  wage_rises : 0 < h1 (utility e);
  wage_bends : 0 < ratio e }.

(** A test gives for each count the probability of failing; its probability of failing at effort a. *)
Definition test (phi : nat -> R) : Prop := forall k, 0 <= phi k <= 1.
Definition count_fail (n : nat) (phi : nat -> R) (a : R) : R := mean (q a) n phi.

Definition binary_implements (n : nat) (phi : nat -> R) (base b e : R) : Prop :=
  implements umin U0 c (count_fail n phi) base b e.
Definition binary_premium (n : nat) (phi : nat -> R) (base b e : R) : R :=
  wage h (count_fail n phi) base b e - h (utility e).

(** The constant of the theorem. *)
Definition binomial_constant (e : R) : R := c1 e * ratio e / sqrt (information (q e) (q1 e)).

Definition var (e : R) : R := q e * (1 - q e).
Definition sd (e : R) : R := sqrt (var e).
(** Marginal cost per unit of agreement. *)
Definition slope (e : R) : R := c1 e / q1 e.
Definition room (e : R) : R := utility e - umin.

Section AtEffort.
Variable e : R.
Hypothesis Int : interior e.

Lemma var_pos : 0 < var e <= 1 / 4.
Proof. apply var_range, (agreement_random e Int). Qed.

Lemma sd_root : 0 < sd e /\ sd e * sd e = var e.
Proof. destruct (sd_square (q e) (agreement_random e Int)) as [A [_ B]]; split; assumption. Qed.

Lemma slope_pos : 0 < slope e.
Proof. apply Rdiv_lt_0_compat; [apply (cost_rises e Int)|apply (agreement_rises e Int)]. Qed.

Lemma room_pos : c e < room e.
Proof. unfold room, utility; lra. Qed.

Lemma constant_form : binomial_constant e = slope e * sd e * ratio e.
Proof.
  destruct sd_root as [S0 S2]; pose proof (agreement_rises e Int) as D0.
  assert (E : sqrt (information (q e) (q1 e)) = q1 e / sd e).
  { unfold information; change (q e * (1 - q e)) with (var e); rewrite <- S2.
    replace (q1 e * q1 e / (sd e * sd e)) with (q1 e / sd e * (q1 e / sd e)) by (field; lra).
    apply sqrt_square, Rdiv_le_0_compat; lra. }
  unfold binomial_constant; rewrite E; unfold slope; field; lra.
Qed.

Lemma constant_pos : 0 < binomial_constant e.
Proof.
  rewrite constant_form; destruct sd_root; pose proof slope_pos.
  apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|apply (wage_bends e Int)].
Qed.

Lemma fail_range n phi : test phi -> 0 <= count_fail n phi e <= 1.
Proof. intros H; apply mean_range; [apply Q01; destruct (effort_interior e Int); lra|exact H]. Qed.

(** The deviation to no effort. *)
Lemma bonus_at_least n phi base b : test phi -> binary_implements n phi base b e ->
  c e <= (1 - count_fail n phi e) * b.
Proof.
  intros H [Best _ Pb _]; specialize (Best 0 ltac:(lra)); rewrite Hc0 in Best.
  assert (0 <= count_fail n phi 0 <= 1) by (apply mean_range; [apply Q01; lra|exact H]); nra.
Qed.

(** The first-order condition: bonus times mean shortfall of failed tests. *)
Lemma count_first_order n phi base b : binary_implements (S n) phi base b e ->
  b * mean (q e) (S n) (fun k => phi k * (INR (S n) * q e - INR k)) = slope e * var e.
Proof.
  intros [Best _ _ _]; destruct Int as [He Hq Hd Pq Hc Hc1 _ _ _ _].
  set (g := INR (S n) * mean (q e) n (fun k => phi (S k) - phi k)).
  assert (D : is_derive (fun a => base + b * (1 - count_fail (S n) phi a) - c a) e (- (b * (q1 e * g)) - c1 e)).
  { assert (F : is_derive (count_fail (S n) phi) e (scal (q1 e) g)).
    { apply (is_derive_comp (fun x => mean x (S n) phi) q); [apply mean_derive|exact Hq]. }
    auto_derive.
    - split; [eexists; exact F|split; [eexists; exact Hc|trivial]].
    - replace (Derive (fun x => count_fail (S n) phi x) e) with (scal (q1 e) g)
        by (symmetry; apply is_derive_unique; exact F).
      replace (Derive (fun x => c x) e) with (c1 e) by (symmetry; apply is_derive_unique; exact Hc).
      unfold scal; simpl; unfold mult; simpl; ring. }
  pose proof (interior_maximum _ e _ He D Best) as Z.
  pose proof (count_by_parts (q e) n phi Pq) as P; fold g (var e) in P.
  rewrite (mean_ext (q e) (S n) _ (fun k => - 1 * (phi k * (INR (S n) * q e - INR k)))) in P
    by (intros; ring).
  rewrite mean_scale in P.
  set (M := mean (q e) (S n) (fun k => phi k * (INR (S n) * q e - INR k))) in *.
  assert (E : M = - (var e * g)) by lra; rewrite E; unfold slope.
  replace (c1 e) with (- (b * (q1 e * g))) by lra; field; lra.
Qed.
End AtEffort.

(** ** From below: every test *)

(** For a family of efforts along which nothing degenerates, from the same n on. *)
Theorem binomial_lower_uniform (P : R -> Prop) w th : 0 < th <= 1 / 2 -> 0 < w ->
  (forall e, P e -> interior e /\ w <= h1 (utility e) * room e /\ w <= c e * ratio e /\
     w * room e <= slope e * var e /\ w <= var e /\ binomial_constant e <= / w) ->
  eventually (fun n => forall e phi base b, P e -> test phi -> binary_implements n phi base b e ->
    (1 - th) * (1 - th) * (1 - th) * binomial_constant e / root_n_log_n n <= binary_premium n phi base b e).
Proof.
  intros Th Hw Hyp.
  assert (W0 : 0 <= / w) by (left; apply Rinv_0_lt_compat; exact Hw).
  assert (M2 : 0 < th * w) by (apply Rmult_lt_0_compat; lra).
  assert (a0 : 0 < th * w / 4) by lra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ W0 Hw) (eventually_below _ _ W0 M2))
    (eventually_and _ _ (eventually_ge 1) (tail_shortfall th (th * w / 4) w ltac:(lra) a0 Hw))).
  intros n [[[Rn H1] [_ H2]] [N1 Tail]] e phi base b Pe Hp Im.
  destruct n as [|n]; [simpl in N1; lra|].
  set (R := root_n_log_n (S n)) in *.
  destruct (Hyp e Pe) as [Int [W1 [W2 [W3 [W4 W5]]]]].
  destruct (sd_root e Int) as [S0 S2]; pose proof (slope_pos e Int) as K0; pose proof (var_pos e Int) as V0.
  pose proof (room_pos e) as RB; pose proof (constant_pos e Int) as Kp.
  pose proof (fail_range e Int (S n) phi Hp) as Ff.
  pose proof (bonus_at_least e (S n) phi base b Hp Im) as Db.
  pose proof (count_first_order e Int n phi base b Im) as F.
  destruct Int as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hratio].
  specialize (Tail (q e) phi Pq W4 Hp); fold (var e) (sd e) in Tail.
  set (B := room e) in *; set (u := utility e) in *; set (s := h1 u) in *.
  assert (Uu : umin <= u - c e) by (unfold u, utility; lra).
  pose proof (rent_costs umin U0 h c Hconv _ _ _ _ s Ff ltac:(lra) Hs Im) as P3.
  change (U0 + c e) with u in P3.
  pose proof (first_best_le_mean umin U0 c _ _ _ _ Im) as Mn.
  destruct Im as [_ _ Pb Lb]; unfold binary_premium; fold u.
  set (f := count_fail (S n) phi e) in *; change (mean (q e) (S n) phi) with f in Tail.
  pose proof (two_point_cost umin h u s Hconv Hincr ltac:(lra) Hs f base b (c e) Ff Lb
    ltac:(lra) Mn Hce Uu Db) as P1.
  change (bregman h u s (c e) / c e) with (ratio e) in P1.
  unfold wage in P3 |- *; fold f in P3 |- *.
  assert (Cw : (1 - th) * (1 - th) * (1 - th) * binomial_constant e / R <= / w / R).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact Rn|].
    apply Rle_trans with (1 * binomial_constant e); [|lra].
    apply Rmult_le_compat_r; [lra|nra]. }
  destruct (Rle_or_lt ((1 - f) * b) (2 * B)) as [Hb|Hb].
  2:{ (* a rent of at least the room *)
      assert (s * B <= s * ((1 - f) * (base + b) + f * base - u))
        by (apply Rmult_le_compat_l; [lra|unfold B, room in *; fold u in Hb |- *; lra]); lra. }
  destruct (Rle_or_lt th f) as [Hf|Hf].
  { (* failing is not rare *)
    assert (th * (c e * ratio e) <= f * ((1 - f) * b) * ratio e).
    { rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [lra|apply Rmult_le_compat; lra]. }
    assert (th * w <= th * (c e * ratio e)) by (apply Rmult_le_compat_l; lra); lra. }
  assert (b4 : b <= 4 * B) by nra.
  assert (ab : b * (th * w / 4) <= th * (slope e * var e)).
  { apply Rle_trans with (4 * B * (th * w / 4)); [apply Rmult_le_compat_r; lra|].
    apply Rmult_le_compat_l with (r := th) in W3; lra. }
  assert (X : (1 - th) * (slope e * var e) <= (1 + th) * sd e * R * (f * b)).
  { apply Rmult_le_compat_l with (r := b) in Tail; [|exact Pb]; rewrite F in Tail; lra. }
  assert (sv : 0 < slope e * var e) by (apply Rmult_lt_0_compat; lra).
  assert (ss : 0 < slope e * sd e) by (apply Rmult_lt_0_compat; lra).
  assert (sR : 0 < sd e * R) by (apply Rmult_lt_0_compat; assumption).
  assert (Y : (1 - th) * (1 - th) * (slope e * sd e) / R <= f * b).
  { apply Rmult_le_reg_r with (sd e * R); [exact sR|].
    replace ((1 - th) * (1 - th) * (slope e * sd e) / R * (sd e * R))
      with ((1 - th) * (1 - th) * (slope e * var e)) by (rewrite <- S2; field; lra).
    apply Rmult_le_compat_l with (r := 1 - th) in X; [|lra].
    assert (0 <= sd e * R * (f * b)) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]).
    assert (0 <= th * th * (sd e * R * (f * b))) by (apply Rmult_le_pos; [nra|assumption]).
    lra. }
  assert (Z0 : 0 <= (1 - th) * (1 - th) * (slope e * sd e) / R).
  { apply Rdiv_le_0_compat; [|exact Rn]; apply Rmult_le_pos; [apply Rmult_le_pos; lra|lra]. }
  assert (Z : (1 - th) * ((1 - th) * (1 - th) * (slope e * sd e) / R) <= (1 - f) * (f * b))
    by (apply Rmult_le_compat; lra).
  apply Rmult_le_compat_r with (r := ratio e) in Z; [|lra].
  replace ((1 - th) * (1 - th) * (1 - th) * binomial_constant e / R)
    with ((1 - th) * ((1 - th) * (1 - th) * (slope e * sd e) / R) * ratio e)
    by (rewrite (constant_form e); [field; lra|split; assumption]).
  lra.
Qed.

Theorem binomial_lower e th : interior e -> 0 < th <= 1 / 2 ->
  eventually (fun n => forall phi base b, test phi -> binary_implements n phi base b e ->
    (1 - th) * (1 - th) * (1 - th) * binomial_constant e / root_n_log_n n <= binary_premium n phi base b e).
Proof.
  intros Int Th.
  pose proof (var_pos e Int) as V0; pose proof (slope_pos e Int) as K0; pose proof (constant_pos e Int) as Kp.
  pose proof (room_pos e) as RB; pose proof (cost_positive e Int) as Hce.
  assert (p1 : 0 < h1 (utility e) * room e) by (apply Rmult_lt_0_compat; [apply (wage_rises e Int)|lra]).
  assert (p2 : 0 < c e * ratio e) by (apply Rmult_lt_0_compat; [exact Hce|apply (wage_bends e Int)]).
  assert (p3 : 0 < slope e * var e / room e) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (p5 : 0 < / binomial_constant e) by (apply Rinv_0_lt_compat; exact Kp).
  set (w := Rmin (Rmin (h1 (utility e) * room e) (c e * ratio e))
              (Rmin (slope e * var e / room e) (Rmin (var e) (/ binomial_constant e)))).
  assert (w0 : 0 < w) by (repeat apply Rmin_glb_lt; lra).
  assert (w1 : w <= h1 (utility e) * room e) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_l]).
  assert (w2 : w <= c e * ratio e) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_r]).
  assert (w3 : w <= slope e * var e / room e) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (w4 : w <= var e) by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_l]]).
  assert (w5 : w <= / binomial_constant e)
    by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_r]]).
  apply eventually_impl with (2 := binomial_lower_uniform (fun x => x = e) w th Th w0
    ltac:(intros x ->; repeat split; try assumption; try apply Int;
      [apply Rmult_le_compat_r with (r := room e) in w3; [|lra];
       replace (slope e * var e / room e * room e) with (slope e * var e) in w3 by (field; lra); exact w3
      |rewrite <- (Rinv_inv (binomial_constant e)); apply Rinv_le_contravar; assumption])).
  intros n Low phi base b Hp Im; apply (Low e phi base b eq_refl Hp Im).
Qed.

(** A test on the whole list of signals, psi its probability of failing, does no better. *)
Theorem binomial_lower_list e th : interior e -> 0 < th <= 1 / 2 ->
  eventually (fun n => forall (psi : list bool -> R) base b, (forall l, 0 <= psi l <= 1) ->
    implements umin U0 c (fun a => expect (q a) n psi) base b e ->
    (1 - th) * (1 - th) * (1 - th) * binomial_constant e / root_n_log_n n <=
    wage h (fun a => expect (q a) n psi) base b e - h (utility e)).
Proof.
  intros Int Th; apply eventually_impl with (2 := binomial_lower e th Int Th).
  intros n Low psi base b Hp [Best Part Pb Lb].
  destruct (count_test n psi Hp) as [phi [P Eq]].
  specialize (Low phi base b P); unfold binary_premium, wage, count_fail in Low; rewrite Eq in Low; apply Low.
  split; unfold count_fail; try assumption.
  - intros a Ha; rewrite !Eq; apply Best; exact Ha.
  - rewrite Eq; exact Part.
Qed.
End Binomial.
