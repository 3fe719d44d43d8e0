(** * T5 binary-rate, for the count of agreements itself

    In words.  n monitored samples agree independently with probability q(effort); a binary
    contract pays [base], and [b] of utility more unless a test on the number of agreements
    fails.  The least premium of such a contract that makes effort e a best reply among all
    efforts in [0,1], times sqrt(n log n), tends to K(e) = c'(e) D(c(e)) / (c(e) sqrt I(e)),
    I = q'^2/(q(1-q)): [binomial_limit].  The constant is that of the Gaussian statistic.

    - [binomial_lower]: below, for every test on the count, randomised or not, and
      ([binomial_lower_list]) on the whole list of signals; [binomial_lower_uniform] from the
      same n on for a family of efforts;
    - [binomial_upper]: above, by a threshold on the count, randomised at one count at most.

    Source.  This project; the rate is from Liu, Wang, Ma, Li, arXiv:2502.06387.  No central
    limit theorem: sums by parts, Chernoff's bound and fourth moments (Lib/CountDeviation.v).

    Assumed.  h convex, nondecreasing, differentiable at U0 + c(e) with positive slope, not
    affine below; umin < U0; 0 < q(e) < 1, q'(e) > 0, c'(e) > 0; the cost nonnegative, 0 at no
    effort, and, from above, convex in the probability of agreement. *)

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
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.

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

(** ** From above: a threshold *)

Hypothesis Conv : convex_in_agreement q c.

Section Above.
Variable e : R.
Hypothesis Int : interior e.

(** The first-order condition makes e a global best reply to a threshold: the payoff is concave in the
    probability of agreement from the threshold's rate m/n on; somewhat below it one fails with a
    probability bounded below, far below almost surely. *)
Lemma threshold_best_reply n m l b v eps : 0 <= l <= 1 -> 0 < b ->
  steepness (q e) n m l = slope e / b -> INR m <= INR n * q e -> (0 < n)%nat ->
  0 < v <= 1 / 4 -> v <= INR m / INR n * (1 - INR m / INR n) -> 10 <= v * v * sqrt (INR (S n)) ->
  0 < eps -> INR (S n) * (eps / 2) <= INR m - INR (S n) * (q e - eps) ->
  let f := mean (q e) (S n) (threshold m l) in
  slope e * eps + b * f <= b * ((v * v) * (v * v) / 4) ->
  b * / (INR (S n) * (eps / 2 * (eps / 2))) + b * f <= b - c e ->
  forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (threshold m l)) - c a <= b * (1 - f) - c e.
Proof.
  intros Hl Hb St Hm Hn Hv Vx Big Ep Loc f Near Far a Ha.
  pose proof (lt_0_INR n Hn) as N0; pose proof (slope_pos e Int) as K0.
  destruct Int as [He Hq Hd [P0 P1] Hc Hc1 _ _ _ _].
  pose proof (Q01 a Ha) as Pa.
  pose proof (cost_supporting_line q c e (q1 e) (c1 e) ltac:(lra) Hq Hd Hc Conv a Ha) as Ca; fold (slope e) in Ca.
  set (x := INR m / INR n) in *.
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (X : 0 < x < 1).
  { assert (0 <= x) by (apply Rdiv_le_0_compat; [apply pos_INR|exact N0]); split; nra. }
  assert (Hmn : (m < n)%nat) by (apply INR_lt; rewrite Mx; nra).
  assert (Kb : b * steepness (q e) n m l = slope e) by (rewrite St; field; lra).
  set (p := q a) in *.
  destruct (Rle_or_lt x p) as [Hp|Hp].
  - (* on the concave side *)
    destruct (MVT_gen (fun z => mean z (S n) (threshold m l)) (q e) p (fun z => - steepness z n m l))
      as [z [Bz Ez]].
    + intros z _; apply threshold_derive.
    + intros z _; apply continuity_pt_filterlim.
      apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply threshold_derive.
    + fold f in Ez.
      assert (W : b * steepness z n m l * (p - q e) <= slope e * (p - q e)).
      { rewrite <- Kb; revert Bz; unfold Rmin, Rmax; destruct (Rle_dec (q e) p) as [Q|Q]; intros Bz.
        - apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; [lra|].
          apply steepness_decreasing; (assumption || lra).
        - assert (b * steepness (q e) n m l <= b * steepness z n m l); [|nra].
          apply Rmult_le_compat_l; [lra|]; apply steepness_decreasing; try (assumption || lra).
          rewrite Mx; apply Rmult_le_compat_l; lra. }
      replace (mean p (S n) (threshold m l)) with (f + - steepness z n m l * (p - q e)) by lra.
      lra.
  - destruct (Rle_or_lt (q e - eps) p) as [Hn'|Hf].
    + (* somewhat below *)
      assert (L : (v * v) * (v * v) / 4 <= mean p (S n) (threshold m l)).
      { apply Rle_trans with (mean x (S n) (below m)).
        - apply below_probable; try assumption; try lia; try lra.
          rewrite S_INR; apply Rabs_le_between; lra.
        - apply Rle_trans with (mean x (S n) (threshold m l)).
          + apply mean_le; [lra|]; intros k _; unfold below, threshold.
            destruct (Nat.ltb k m); [lra|destruct (Nat.eqb k m); lra].
          + apply mean_falls; [intros; apply threshold_falls; exact Hl|lra|lra]. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra].
      assert (slope e * (q e - p) <= slope e * eps) by (apply Rmult_le_compat_l; lra).
      lra.
    + (* far below *)
      pose proof (Hcpos a Ha).
      pose proof (lt_0_INR (S n) ltac:(lia)) as Sn0.
      assert (L : 1 - mean p (S n) (threshold m l) <= / (INR (S n) * (eps / 2 * (eps / 2)))).
      { apply threshold_passed; try assumption; [lra|].
        assert (INR (S n) * p <= INR (S n) * (q e - eps)) by (apply Rmult_le_compat_l; lra); lra. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra]; lra.
Qed.

Theorem binomial_upper th : 0 < th <= 1 / 4 -> eventually (fun n => exists m l base b,
  0 <= l <= 1 /\ binary_implements n (threshold m l) base b e /\
  binary_premium n (threshold m l) base b e <= slope e * sd e / (1 - 2 * th) * (ratio e + 2 * th) / root_n_log_n n).
Proof.
  intros Th; destruct (sd_root e Int) as [S0 S2]; pose proof (var_pos e Int) as V0.
  pose proof (slope_pos e Int) as K0; pose proof (room_pos e) as RB.
  destruct Int as [He Hq Hd Pq Hc Hc1 Hce Hs Hs0 Hratio]; pose proof Pq as [P0 P1].
  set (u := utility e) in *; set (s := h1 u) in *; set (B := room e) in *.
  assert (Bu : B = u - umin) by reflexivity.
  assert (Uc : U0 = u - c e) by (unfold u, utility; ring).
  destruct (distance_near umin h u s Hconv ltac:(lra) Hs (c e) B th) as [b [Hb Hr]];
    [lra|lra|lra|].
  change (bregman h u s (c e) / c e) with (ratio e) in Hr.
  destruct (two_point_cost_rare umin h u s Hconv ltac:(lra) Hs th ltac:(lra)) as [r [r0 Rare]].
  set (y := slope e / b); assert (y0 : 0 < y) by (apply Rdiv_lt_0_compat; lra).
  set (v := var e / 2); set (rho := th * var e / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (vv : 0 < v * v) by nra.
  assert (rho0 : 0 < rho) by (unfold rho; nra).
  set (w := (v * v) * (v * v) / 4); assert (w0 : 0 < w) by (unfold w; nra).
  set (eps := Rmin (b * w / (2 * slope e)) rho).
  assert (eps0 : 0 < eps) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; nra|exact rho0]).
  assert (eps1 : slope e * eps <= b * w / 2).
  { replace (b * w / 2) with (slope e * (b * w / (2 * slope e))) by (field; lra).
    apply Rmult_le_compat_l; [lra|apply Rmin_l]. }
  assert (eps2 : eps <= rho) by apply Rmin_r.
  set (F := slope e * sd e / (1 - 2 * th)).
  assert (F0 : 0 <= F) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|lra]).
  assert (M1 : 0 < b * w / 2) by nra.
  assert (M2 : 0 < (b - c e) / 2) by lra.
  assert (M3 : 0 < r / 2) by lra.
  set (e3 := (eps / 4) ^ 3); assert (e30 : 0 < e3) by (apply pow_lt; lra).
  set (e2 := eps / 2 * (eps / 2)); assert (e20 : 0 < e2) by (unfold e2; nra).
  assert (T0 : 0 < var e * y * e3) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (T1 : 0 < e2 * (b - c e)) by nra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ F0 M1)
      (eventually_and _ _ (eventually_below _ _ F0 M2) (eventually_below _ _ F0 M3)))
    (eventually_and _ _ (eventually_and _ _ (probable_count th (q e) y Pq Th y0) (eventually_root_n_log_n (1 / (th * sd e))))
      (eventually_and _ _ (eventually_ge (2 + / (var e * y * e3) + 2 * b / (e2 * (b - c e))))
        (eventually_sqrt (10 / (v * v)))))).
  intros n [[[R0 H1] [[_ H2] [_ H3]]] [[[m1 [Y [M Mt]]] R1] [N1 R3]]].
  assert (I1 : 0 < / (var e * y * e3)) by (apply Rinv_0_lt_compat; exact T0).
  assert (I2 : 0 <= 2 * b / (e2 * (b - c e))) by (apply Rdiv_le_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred] in *.
  fold (var e) (sd e) in Mt.
  set (R := root_n_log_n (S n)) in *.
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  destruct (steepness_reached (q e) n y ltac:(lra) y0 m1 Y) as [m [l [Hm [Hl St]]]].
  apply le_INR in Hm.
  set (f := mean (q e) (S n) (threshold m l)).
  assert (f01 : 0 <= f <= 1) by (apply mean_range; [lra|intros; apply threshold_range; exact Hl]).
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R3; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R3 by (field; lra); exact R3. }
  (* the threshold is not far below the mean *)
  assert (Loc : INR (S n) * q e - INR m < INR (S n) * (eps / 4)).
  { destruct (Rle_or_lt (INR (S n) * (eps / 4)) (INR (S n) * q e - INR m)) as [Q|Q]; [exfalso|exact Q].
    pose proof (threshold_location (q e) n m l (eps / 4) Pq Hl ltac:(lra) Q) as T.
    fold (var e) e3 in T; rewrite St in T.
    assert (X : INR (S n) * (var e * y * e3) <= 1).
    { apply Rmult_le_compat_l with (r := INR (S n) * e3) in T; [|nra].
      rewrite Rinv_r in T by nra; lra. }
    assert (Z : / (var e * y * e3) * (var e * y * e3) < INR (S n) * (var e * y * e3))
      by (apply Rmult_lt_compat_r; lra).
    rewrite Rinv_l in Z by lra; lra. }
  set (x := INR m / INR n).
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (Xp : 0 <= q e - x <= rho).
  { split; apply Rmult_le_reg_l with (INR n); try lra.
    assert (INR (S n) * (eps / 4) <= INR n * 2 * (eps / 4)) by (apply Rmult_le_compat_r; lra).
    assert (INR n * eps <= INR n * rho) by (apply Rmult_le_compat_l; lra).
    assert (0 < INR n * eps) by (apply Rmult_lt_0_compat; lra).
    rewrite Nn in *; lra. }
  assert (Vx : v <= x * (1 - x)).
  { pose proof (variance_near th (q e) x Pq ltac:(lra) ltac:(fold (var e); unfold rho in Xp; lra)) as Vn.
    fold (var e) in Vn; unfold v; nra. }
  (* failing is rare *)
  assert (Fb : f * b <= F / R).
  { pose proof (threshold_rare (q e) n m l Pq Hl) as T; fold f (var e) in T; rewrite St in T.
    assert (thR : 1 <= th * sd e * R).
    { apply Rmult_le_compat_l with (r := th * sd e) in R1; [|nra].
      replace (th * sd e * (1 / (th * sd e))) with 1 in R1 by (field; lra); lra. }
    assert (D : (1 - 2 * th) * sd e * R <= INR (S n) * q e - INR m) by lra.
    assert (T' : f * ((1 - 2 * th) * sd e * R) <= var e * y)
      by (apply Rle_trans with (2 := T), Rmult_le_compat_l; lra).
    apply Rmult_le_reg_r with ((1 - 2 * th) * sd e * R); [repeat apply Rmult_lt_0_compat; lra|].
    replace (F / R * ((1 - 2 * th) * sd e * R)) with (slope e * (sd e * sd e)) by (unfold F; field; lra).
    rewrite S2; apply Rmult_le_compat_l with (r := b) in T'; [|lra].
    replace (b * (var e * y)) with (slope e * var e) in T' by (unfold y; field; lra); lra. }
  assert (fb0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  assert (Far : b * / (INR (S n) * e2) <= (b - c e) / 2).
  { assert (Q : 2 * b / (e2 * (b - c e)) <= INR (S n)) by lra.
    apply Rmult_le_compat_r with (r := e2 * (b - c e)) in Q; [|lra].
    replace (2 * b / (e2 * (b - c e)) * (e2 * (b - c e))) with (2 * b) in Q by (field; lra).
    assert (0 < INR (S n) * e2) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_reg_r with (INR (S n) * e2); [assumption|].
    replace (b * / (INR (S n) * e2) * (INR (S n) * e2)) with b by (field; lra); lra. }
  pose proof (threshold_best_reply n m l b v eps Hl ltac:(lra) St ltac:(lra)
    ltac:(apply INR_lt; simpl; lra) v0 Vx Big eps0) as Best.
  assert (Best' : forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (threshold m l)) - c a <= b * (1 - f) - c e).
  { assert (0 < INR (S n) * eps) by (apply Rmult_lt_0_compat; lra).
    apply Best; fold f; fold e2; fold w; lra. }
  exists m, l, (u - (1 - f) * b), b; split; [exact Hl|].
  assert (Im : binary_implements (S n) (threshold m l) (u - (1 - f) * b) b e).
  { split; unfold count_fail; fold f.
    - intros a Ha; specialize (Best' a Ha); lra.
    - lra.
    - lra.
    - assert (0 <= f * b) by (apply Rmult_le_pos; lra); lra. }
  split; [exact Im|].
  unfold binary_premium, wage, count_fail; fold f u.
  replace (u - (1 - f) * b + b) with (u + f * b) by ring.
  pose proof (Rare f b f01 ltac:(lra) ltac:(lra) ltac:(lra)) as P.
  assert (f * b * (bregman h u s b / b + th) <= f * b * (ratio e + 2 * th)) by (apply Rmult_le_compat_l; lra).
  assert (f * b * (ratio e + 2 * th) <= F / R * (ratio e + 2 * th)) by (apply Rmult_le_compat_r; lra).
  replace (F * (ratio e + 2 * th) / R) with (F / R * (ratio e + 2 * th)) by (field; lra).
  lra.
Qed.

Corollary binomial_upper_near eps : 0 < eps -> eventually (fun n => exists m l base b,
  0 <= l <= 1 /\ binary_implements n (threshold m l) base b e /\
  binary_premium n (threshold m l) base b e <= (binomial_constant e + eps) / root_n_log_n n).
Proof.
  intros E0; destruct (sd_root e Int) as [S0 S2]; pose proof (slope_pos e Int) as K0.
  pose proof (wage_bends e Int) as Hratio.
  set (a := slope e * sd e); assert (a0 : 0 < a) by (apply Rmult_lt_0_compat; assumption).
  set (M := 4 * (a * (1 + ratio e))).
  assert (M0 : 0 < M) by (assert (0 < a * (1 + ratio e)) by (apply Rmult_lt_0_compat; lra); unfold M; lra).
  set (th := Rmin (1 / 4) (eps / M)).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 4) by apply Rmin_l.
  assert (t2 : th * M <= eps).
  { apply Rle_trans with (eps / M * M); [|apply Req_le; field; lra].
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  apply eventually_impl with
    (2 := eventually_and _ _ (eventually_root_n_log_n 1) (binomial_upper th ltac:(lra))).
  intros n [Rn [m [l [base [b [Hl [Im Up]]]]]]]; exists m, l, base, b; split; [exact Hl|split; [exact Im|]].
  apply Rle_trans with (1 := Up), Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|].
  fold a; rewrite (constant_form e Int); fold a.
  apply Rmult_le_reg_r with (1 - 2 * th); [lra|].
  replace (a / (1 - 2 * th) * (ratio e + 2 * th) * (1 - 2 * th)) with (a * ratio e + 2 * th * a) by (field; lra).
  assert (th * (a * (1 + ratio e)) <= eps / 4) by (unfold M in t2; lra).
  assert (0 <= a * ratio e) by (apply Rmult_le_pos; lra).
  assert (0 <= th * (a * ratio e)) by (apply Rmult_le_pos; lra).
  assert (2 * th * eps <= 2 * (1 / 4) * eps) by (apply Rmult_le_compat_r; lra).
  lra.
Qed.

(** ** The limit *)

(** The least premium of a binary contract, over every test on the count. *)
Definition least_binomial_premium (n : nat) : R :=
  real (Glb_Rbar (fun x => exists phi base b,
    test phi /\ binary_implements n phi base b e /\ x = binary_premium n phi base b e)).

Theorem binomial_limit :
  is_lim_seq (fun n => root_n_log_n n * least_binomial_premium n) (binomial_constant e).
Proof.
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  pose proof (constant_pos e Int) as K0; set (K := binomial_constant e) in *.
  set (th := Rmin (1 / 2) (eps / (6 * K))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 2) by apply Rmin_l.
  assert (t2 : 3 * th * K <= eps / 2).
  { replace (eps / 2) with (3 * (eps / (6 * K)) * K) by (field; lra).
    apply Rmult_le_compat_r; [lra|]; assert (th <= eps / (6 * K)) by apply Rmin_r; lra. }
  destruct (eventually_and _ _ (eventually_root_n_log_n 1)
    (eventually_and _ _ (binomial_lower e th Int ltac:(lra)) (binomial_upper_near (eps / 2) ltac:(lra))))
    as [N H].
  exists N; intros n Hn; destruct (H n Hn) as [Rn [Low [m [l [base [b [Hl [Im Up]]]]]]]].
  fold K in Low, Up; set (rt := root_n_log_n n) in *.
  assert (Q : (1 - th) * (1 - th) * (1 - th) * K / rt <= least_binomial_premium n <= (K + eps / 2) / rt).
  { eapply infimum_between.
    - intros y [phi [base' [b' [Hp [Im' ->]]]]]; apply (Low phi base' b' Hp Im').
    - exists (threshold m l), base, b; split; [intros k; apply threshold_range; exact Hl|].
      split; [exact Im|reflexivity].
    - exact Up. }
  destruct Q as [Q1 Q2].
  apply Rmult_le_compat_l with (r := rt) in Q1; [|lra].
  apply Rmult_le_compat_l with (r := rt) in Q2; [|lra].
  replace (rt * ((1 - th) * (1 - th) * (1 - th) * K / rt)) with ((1 - th) * (1 - th) * (1 - th) * K) in Q1
    by (field; lra).
  replace (rt * ((K + eps / 2) / rt)) with (K + eps / 2) in Q2 by (field; lra).
  assert ((1 - 3 * th) * K <= (1 - th) * (1 - th) * (1 - th) * K) by (apply Rmult_le_compat_r; [lra|nra]).
  apply Rabs_lt_between; split; lra.
Qed.
End Above.
End Binomial.
