(** * T5 binary-rate, for the count of agreements itself

    In words.  n monitored samples agree independently with probability q(effort); a binary
    contract pays [base], and [b] of utility more unless a test on the number of agreements
    fails.  The least premium of such a contract that makes effort e a best reply among all
    efforts in [0,1], times sqrt(n log n), tends to K = c'(e) D(c(e)) / (c(e) sqrt I(e)),
    I = q'^2/(q(1-q)): [binomial_limit].  The constant is that of the Gaussian statistic.

    - [binomial_lower]: below, for every test on the count, randomised or not, and
      ([binomial_lower_list]) on the whole list of signals;
    - [binomial_upper]: above, by a threshold on the count, randomised at one count at most.

    Source.  This project; the rate is from Liu, Wang, Ma, Li, arXiv:2502.06387.  No central
    limit theorem: sums by parts, Chernoff's bound and fourth moments (Lib/CountDeviation.v).

    Assumed.  h convex, nondecreasing, differentiable at U0 + c(e) with positive slope, not
    affine below; umin < U0; 0 < q(e) < 1, q'(e) > 0, c'(e) > 0; the cost nonnegative and
    convex in the probability of agreement. *)

From Coq Require Import Reals Lra Lia ZArith PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills Eventually BinomialTilt Samples BestReply CountSuffices FourthMoment.
From FirstBest.Lib Require Import CountDeviation TwoPointPay.
From FirstBest Require Import T5_BinaryRate T7_Limit.
Open Scope R_scope.

(** ** Thresholds *)

(** Fails below m agreements, and with probability l at m. *)
Definition threshold (m : nat) (l : R) (k : nat) : R :=
  if Nat.ltb k m then 1 else if Nat.eqb k m then l else 0.

(** The indicator of m - 1; nothing below 0. *)
Definition before (m k : nat) : R := if Nat.eqb (S k) m then 1 else 0.

Lemma threshold_range m l k : 0 <= l <= 1 -> 0 <= threshold m l k <= 1.
Proof. intros; unfold threshold; destruct (Nat.ltb k m); [lra|destruct (Nat.eqb k m); lra]. Qed.

Lemma threshold_step m l k :
  threshold m l (S k) - threshold m l k = - ((1 - l) * before m k + l * point m k).
Proof.
  unfold threshold, before, point.
  destruct (Nat.ltb_spec (S k) m), (Nat.ltb_spec k m), (Nat.eqb_spec (S k) m), (Nat.eqb_spec k m); (lia || lra).
Qed.

Lemma threshold_falls m l k : 0 <= l <= 1 -> threshold m l (S k) <= threshold m l k.
Proof.
  intros; pose proof (threshold_step m l k) as E; unfold before, point in E.
  destruct (Nat.eqb (S k) m), (Nat.eqb k m); lra.
Qed.

Lemma before_decreasing n m x y : (m <= n)%nat -> INR m <= INR n * x -> 0 < x <= y -> y <= 1 ->
  mean y n (before m) <= mean x n (before m).
Proof.
  intros Hn Hm Hx Hy; destruct m as [|j].
  - assert (Z : forall z, mean z n (before 0) = 0).
    { intros z; rewrite <- (mean_const z n 0); apply mean_ext; reflexivity. }
    rewrite !Z; lra.
  - assert (E : forall z, mean z n (before (S j)) = mean z n (point j))
      by (intros; apply mean_ext; reflexivity).
    rewrite !E; rewrite S_INR in Hm; apply point_decreasing; [lia|lra|exact Hx|exact Hy].
Qed.

(** How fast the probability of failing falls with the probability of agreement. *)
Definition steepness (q : R) (n m : nat) (l : R) : R :=
  INR (S n) * mean q n (fun k => (1 - l) * before m k + l * point m k).

Lemma steepness_decreasing n m l x y : 0 <= l <= 1 -> (m < n)%nat -> INR m <= INR n * x ->
  0 < x <= y -> y <= 1 -> steepness y n m l <= steepness x n m l.
Proof.
  intros Hl Hn Hm Hx Hy; unfold steepness; apply Rmult_le_compat_l; [apply pos_INR|].
  rewrite !mean_plus, !mean_scale.
  pose proof (before_decreasing n m x y ltac:(lia) Hm Hx Hy).
  pose proof (point_decreasing n m x y Hn Hm Hx Hy).
  apply Rplus_le_compat; apply Rmult_le_compat_l; lra.
Qed.

Lemma threshold_derive n m l q :
  is_derive (fun x => mean x (S n) (threshold m l)) q (- steepness q n m l).
Proof.
  replace (- steepness q n m l) with (INR (S n) * mean q n (fun k => threshold m l (S k) - threshold m l k)).
  - apply mean_derive.
  - rewrite (mean_ext q n _ (fun k => - 1 * ((1 - l) * before m k + l * point m k)))
      by (intros; rewrite threshold_step; ring).
    rewrite mean_scale; unfold steepness; ring.
Qed.

(** Every steepness up to that of a threshold is that of a lower one, randomised. *)
Lemma steepness_reached q n y : 0 <= q <= 1 -> 0 < y -> forall m1,
  y <= INR (S n) * mean q n (point m1) ->
  exists m l, (m <= m1)%nat /\ 0 <= l <= 1 /\ steepness q n m l = y.
Proof.
  intros Hq Hy; induction m1 as [|j IH]; intros H.
  - set (g := INR (S n) * mean q n (point 0)) in *.
    exists O, (y / g); split; [lia|split].
    + split; [apply Rdiv_le_0_compat; lra|].
      apply Rmult_le_reg_r with g; [lra|]; replace (y / g * g) with y by (field; lra); lra.
    + unfold steepness; rewrite mean_plus, !mean_scale.
      rewrite (mean_ext _ n (before 0) (fun _ => 0)) by (intros; reflexivity); rewrite mean_const.
      transitivity (y / g * g); [unfold g; ring|field; lra].
  - destruct (Rle_or_lt y (INR (S n) * mean q n (point j))) as [A|A].
    { destruct (IH A) as [m [l [M R]]]; exists m, l; split; [lia|exact R]. }
    set (g := INR (S n) * mean q n (point (S j))) in *; set (g' := INR (S n) * mean q n (point j)) in *.
    exists (S j), ((y - g') / (g - g')); split; [lia|split].
    + split; [apply Rdiv_le_0_compat; lra|].
      apply Rmult_le_reg_r with (g - g'); [lra|].
      replace ((y - g') / (g - g') * (g - g')) with (y - g') by (field; lra); lra.
    + unfold steepness; rewrite mean_plus, !mean_scale.
      rewrite (mean_ext _ n (before (S j)) (point j)) by (intros; reflexivity).
      transitivity (g' + (y - g') / (g - g') * (g - g')); [unfold g, g'; ring|field; lra].
Qed.

(** Failing is rarer the further the threshold lies below the mean. *)
Lemma threshold_shortfall q n m l : probability q ->
  mean q (S n) (fun k => threshold m l k * (INR (S n) * q - INR k)) = q * (1 - q) * steepness q n m l.
Proof.
  intros Hq; pose proof (count_by_parts q n (threshold m l) Hq) as P.
  rewrite (mean_ext q n _ (fun k => - 1 * ((1 - l) * before m k + l * point m k))) in P
    by (intros; rewrite threshold_step; ring).
  rewrite (mean_ext q (S n) _ (fun k => - 1 * (threshold m l k * (INR (S n) * q - INR k)))) in P
    by (intros; ring).
  rewrite !mean_scale in P; unfold steepness; lra.
Qed.

Lemma threshold_rare q n m l : probability q -> 0 <= l <= 1 ->
  mean q (S n) (threshold m l) * (INR (S n) * q - INR m) <= q * (1 - q) * steepness q n m l.
Proof.
  intros Hq Hl; rewrite <- threshold_shortfall by exact Hq; destruct Hq.
  rewrite Rmult_comm, <- mean_scale; apply mean_le; [lra|]; intros k _.
  unfold threshold; destruct (Nat.ltb_spec k m) as [K|K].
  - apply lt_INR in K; lra.
  - destruct (Nat.eqb_spec k m) as [->|]; [|lra]; rewrite Rmult_comm; lra.
Qed.

(** A threshold far below the mean is too flat. *)
Lemma threshold_location q n m l d : probability q -> 0 <= l <= 1 -> 0 < d ->
  INR (S n) * d <= INR (S n) * q - INR m ->
  q * (1 - q) * steepness q n m l <= / (INR (S n) * d ^ 3).
Proof.
  intros Hq Hl Hd H; rewrite <- threshold_shortfall by exact Hq; destruct Hq as [Q0 Q1].
  set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D3 : 0 < (N * d) ^ 3) by (apply pow_lt; exact D0).
  apply Rle_trans with (mean q (S n) (fun k => / (N * d) ^ 3 * (INR k - N * q) ^ 4)).
  - apply mean_le; [lra|]; intros k _; set (y := N * q - INR k).
    replace ((INR k - N * q) ^ 4) with (y * y ^ 3) by (unfold y; ring).
    assert (P4 : 0 <= / (N * d) ^ 3 * (y * y ^ 3)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D3|].
      replace (y * y ^ 3) with ((y * y) * (y * y)) by ring; apply Rle_0_sqr. }
    destruct (Nat.le_gt_cases k m) as [K|K].
    + apply le_INR in K; assert (Y : N * d <= y) by (unfold y; lra).
      pose proof (threshold_range m l k Hl) as T.
      assert (y <= / (N * d) ^ 3 * (y * y ^ 3)).
      { apply Rmult_le_reg_l with ((N * d) ^ 3); [exact D3|].
        replace ((N * d) ^ 3 * (/ (N * d) ^ 3 * (y * y ^ 3))) with (y ^ 3 * y) by (field; lra).
        apply Rmult_le_compat_r; [lra|apply pow_incr; lra]. }
      nra.
    + unfold threshold; destruct (Nat.ltb_spec k m); [lia|]; destruct (Nat.eqb_spec k m); [lia|lra].
  - rewrite mean_scale; apply Rle_trans with (/ (N * d) ^ 3 * (N * N)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D3|].
      apply mean_fourth; [lra|lia].
    + apply Req_le; field; lra.
Qed.

(** Passing is rare at a rate of agreement far below the threshold. *)
Lemma threshold_passed q n m l d : 0 <= q <= 1 -> 0 <= l <= 1 -> 0 < d ->
  INR (S n) * d <= INR m - INR (S n) * q ->
  1 - mean q (S n) (threshold m l) <= / (INR (S n) * (d * d)).
Proof.
  intros Hq Hl Hd H; set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D2 : 0 < N * d * (N * d)) by nra.
  rewrite <- mean_complement.
  apply Rle_trans with (mean q (S n) (fun k => / (N * d * (N * d)) * ((INR k - N * q) * (INR k - N * q)))).
  - apply mean_le; [exact Hq|]; intros k _; set (y := INR k - N * q).
    assert (P : 0 <= / (N * d * (N * d)) * (y * y)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D2|apply Rle_0_sqr]. }
    destruct (Nat.lt_ge_cases k m) as [K|K].
    + unfold threshold; destruct (Nat.ltb_spec k m); [lra|lia].
    + apply le_INR in K; pose proof (threshold_range m l k Hl) as T.
      assert (1 <= / (N * d * (N * d)) * (y * y)); [|lra].
      apply Rmult_le_reg_l with (N * d * (N * d)); [exact D2|].
      replace (N * d * (N * d) * (/ (N * d * (N * d)) * (y * y))) with (y * y) by (field; lra).
      assert (N * d <= y) by (unfold y; lra); nra.
  - rewrite mean_scale, variance by exact Hq; fold N.
    assert (q * (1 - q) <= 1) by nra.
    apply Rle_trans with (/ (N * d * (N * d)) * (N * 1)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D2|]; apply Rmult_le_compat_l; lra.
    + apply Req_le; field; lra.
Qed.

(** ** The model *)

Section Binomial.
Variables (umin U0 : R) (h q c : R -> R) (e d c1 s : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis He : 0 < e < 1.
Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
Hypothesis Hq : is_derive q e d.
Hypothesis Hd : 0 < d.
Hypothesis Pq : probability (q e).
Hypothesis Hc : is_derive c e c1.
Hypothesis Hc1 : 0 < c1.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis Hce : 0 < c e.
Hypothesis Hs : is_derive h (U0 + c e) s.
Hypothesis Hs0 : 0 < s.

Let u := U0 + c e.
Let B := u - umin.
Let ratio := distance_ratio U0 h c s e.
Hypothesis Hratio : 0 < ratio.

(** The probability of failing a test on the count, as a function of effort. *)
Definition count_fail (n : nat) (phi : nat -> R) (a : R) : R := mean (q a) n phi.

Definition count_test_range (phi : nat -> R) : Prop := forall k, 0 <= phi k <= 1.

Notation implementing n phi base b := (implements umin U0 c (count_fail n phi) base b e).
Notation premium n phi base b := (wage h (count_fail n phi) base b e - h u).

(** The constant of the theorem. *)
Definition binomial_constant : R := c1 * ratio / sqrt (information (q e) d).

Let var := q e * (1 - q e).
Let sd := sqrt var.
Let slope := c1 / d.

Lemma var_pos : 0 < var <= 1 / 4.
Proof.
  destruct Pq; unfold var; split; [nra|].
  pose proof (Rle_0_sqr (q e - 1 / 2)) as Z; unfold Rsqr in Z; nra.
Qed.

Lemma sd_square : 0 < sd /\ sd * sd = var.
Proof. pose proof var_pos; split; [apply sqrt_lt_R0; lra|apply sqrt_sqrt; lra]. Qed.

Lemma slope_pos : 0 < slope.
Proof. apply Rdiv_lt_0_compat; assumption. Qed.

Lemma constant_form : binomial_constant = slope * sd * ratio.
Proof.
  destruct sd_square as [S0 S2].
  assert (E : sqrt (information (q e) d) = d / sd).
  { unfold information; change (q e * (1 - q e)) with var; rewrite <- S2.
    replace (d * d / (sd * sd)) with (d / sd * (d / sd)) by (field; lra).
    apply sqrt_square, Rdiv_le_0_compat; lra. }
  unfold binomial_constant; rewrite E; unfold slope; field; lra.
Qed.

Lemma fail_range n phi : count_test_range phi -> 0 <= count_fail n phi e <= 1.
Proof. intros H; apply mean_range; [apply Q01; lra|exact H]. Qed.

(** At efforts off [0,1] nothing is asked; the theorems on binary contracts want a probability there too. *)
Lemma implements_at_0 n phi base b : count_test_range phi -> implementing n phi base b ->
  c e <= (1 - count_fail n phi e) * b.
Proof.
  intros H [Best _ Pb _]; specialize (Best 0 ltac:(lra)); rewrite Hc0 in Best.
  assert (0 <= count_fail n phi 0 <= 1) by (apply mean_range; [apply Q01; lra|exact H]); nra.
Qed.

(** The first-order condition: bonus times mean shortfall of failed tests. *)
Lemma count_first_order n phi base b : implementing (S n) phi base b ->
  b * mean (q e) (S n) (fun k => phi k * (INR (S n) * q e - INR k)) = slope * var.
Proof.
  intros [Best _ _ _].
  set (g := INR (S n) * mean (q e) n (fun k => phi (S k) - phi k)).
  assert (D : is_derive (fun a => base + b * (1 - count_fail (S n) phi a) - c a) e (- (b * (d * g)) - c1)).
  { assert (F : is_derive (count_fail (S n) phi) e (scal d g)).
    { apply (is_derive_comp (fun x => mean x (S n) phi) q); [apply mean_derive|exact Hq]. }
    auto_derive.
    - split; [eexists; exact F|split; [eexists; exact Hc|trivial]].
    - replace (Derive (fun x => count_fail (S n) phi x) e) with (scal d g)
        by (symmetry; apply is_derive_unique; exact F).
      replace (Derive (fun x => c x) e) with c1 by (symmetry; apply is_derive_unique; exact Hc).
      unfold scal; simpl; unfold mult; simpl; ring. }
  pose proof (interior_maximum _ e _ He D Best) as Z.
  pose proof (count_by_parts (q e) n phi Pq) as P; fold g in P; fold var in P.
  rewrite (mean_ext (q e) (S n) _ (fun k => - 1 * (phi k * (INR (S n) * q e - INR k)))) in P
    by (intros; ring).
  rewrite mean_scale in P.
  set (M := mean (q e) (S n) (fun k => phi k * (INR (S n) * q e - INR k))) in *.
  assert (E : M = - (var * g)) by lra; rewrite E; unfold slope.
  replace c1 with (- (b * (d * g))) by lra; field; lra.
Qed.

(** ** From below: every test *)

Lemma root_square n : 1 <= INR n -> 0 <= ln (INR n) -> root_n_log_n n * root_n_log_n n = INR n * ln (INR n).
Proof. intros; apply sqrt_sqrt, Rmult_le_pos; lra. Qed.

(** The tail beyond (1 + th) sqrt(n log n) standard deviations holds no shortfall to speak of. *)
Lemma tail_shortfall th a : 0 < th <= 1 -> 0 < a -> eventually (fun n => forall phi, count_test_range phi ->
  mean (q e) n (fun k => phi k * (INR n * q e - INR k)) <=
  (1 + th) * sd * root_n_log_n n * count_fail n phi e + a).
Proof.
  intros Th Ha; destruct sd_square as [S0 S2].
  set (r := Rmin (ln (1 + th)) 1).
  assert (r0 : 0 < r) by (apply Rmin_glb_lt; [rewrite <- ln_1; apply ln_increasing|]; lra).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_root_small (r * sd) ltac:(nra))
    (eventually_and _ _ (eventually_ge 1) (eventually_and _ _ (eventually_ln 1)
      (eventually_ln (2 * sd / (th * a)))))).
  intros n [Small [N1 [L1 L2]]] phi Hp.
  set (L := ln (INR n)) in *; set (R := root_n_log_n n) in *.
  assert (RR : R * R = INR n * L) by (apply root_square; unfold L in *; lra).
  assert (Rn : sqrt (INR n) <= R).
  { unfold R, root_n_log_n; apply sqrt_le_1_alt; fold L; nra. }
  assert (Rr : 1 <= sqrt (INR n)) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; exact N1).
  set (t := R / (INR n * sd)); assert (t0 : 0 < t) by (apply Rdiv_lt_0_compat; nra).
  assert (tr : t <= r).
  { apply Rmult_le_reg_r with (INR n * sd); [nra|].
    replace (t * (INR n * sd)) with R by (unfold t; field; lra); lra. }
  assert (Et : exp t <= 1 + th).
  { apply Rle_trans with (exp (ln (1 + th))); [|rewrite exp_ln by lra; lra].
    assert (t <= ln (1 + th)) as [Q|Q] by (apply Rle_trans with (1 := tr), Rmin_l);
      [left; apply exp_increasing; exact Q|rewrite Q; lra]. }
  pose proof (shortfall_upper (q e) n t ((1 + th) * sd * R) phi (Q01 e ltac:(lra)) t0 Hp) as U.
  apply Rle_trans with (1 := U), Rplus_le_compat_l; fold var.
  assert (E1 : t * ((1 + th) * sd * R) = (1 + th) * L).
  { transitivity ((1 + th) * (R * R) / INR n); [unfold t; field; lra|rewrite RR; field; lra]. }
  assert (E2 : INR n * (exp t * (t * t) * var / 2) = exp t * L / 2).
  { rewrite <- S2; transitivity (exp t * (R * R) / INR n / 2); [unfold t; field; lra|rewrite RR; field; lra]. }
  rewrite E1, E2.
  assert (E3 : / t <= sd * exp (L / 2)).
  { replace (exp (L / 2)) with (sqrt (INR n)).
    - apply Rmult_le_reg_r with t; [exact t0|]; rewrite Rinv_l by lra.
      replace (sd * sqrt (INR n) * t) with (sqrt (INR n) * R / INR n) by (unfold t; field; lra).
      apply Rmult_le_reg_r with (INR n); [lra|].
      replace (sqrt (INR n) * R / INR n * INR n) with (sqrt (INR n) * R) by (field; lra).
      rewrite Rmult_1_l; rewrite <- (sqrt_sqrt (INR n)) at 1 by lra; apply Rmult_le_compat_l; lra.
    - unfold L; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  unfold Rdiv at 1.
  apply Rle_trans with (exp (- ((1 + th) * L) + exp t * L / 2) * (sd * exp (L / 2))).
  { apply Rmult_le_compat_l; [left; apply exp_pos|exact E3]. }
  replace (exp (- ((1 + th) * L) + exp t * L / 2) * (sd * exp (L / 2)))
    with (sd * exp (- ((1 + th) * L) + exp t * L / 2 + L / 2)) by (rewrite exp_plus; ring).
  assert (Ex : exp (- ((1 + th) * L) + exp t * L / 2 + L / 2) <= exp (- (th / 2 * L))).
  { assert (- ((1 + th) * L) + exp t * L / 2 + L / 2 <= - (th / 2 * L)) as [Q|Q];
      [|left; apply exp_increasing; exact Q|rewrite Q; lra].
    assert (exp t * L <= (1 + th) * L) by (apply Rmult_le_compat_r; lra); lra. }
  apply Rle_trans with (sd * exp (- (th / 2 * L))); [apply Rmult_le_compat_l; lra|].
  rewrite exp_Ropp.
  assert (X : sd / a <= exp (th / 2 * L)).
  { apply Rle_trans with (th / 2 * L); [|pose proof (exp_ineq1_le (th / 2 * L)); lra].
    apply Rmult_le_compat_l with (r := th / 2) in L2; [|lra].
    replace (th / 2 * (2 * sd / (th * a))) with (sd / a) in L2 by (field; lra); exact L2. }
  pose proof (exp_pos (th / 2 * L)) as E0.
  apply Rmult_le_reg_r with (exp (th / 2 * L)); [exact E0|].
  replace (sd * / exp (th / 2 * L) * exp (th / 2 * L)) with (sd / a * a) by (field; lra).
  rewrite (Rmult_comm a); apply Rmult_le_compat_r; lra.
Qed.

Theorem binomial_lower th : 0 < th <= 1 / 2 ->
  eventually (fun n => forall phi base b, count_test_range phi -> implementing n phi base b ->
    (1 - th) * (1 - th) * (1 - th) * binomial_constant / root_n_log_n n <= premium n phi base b).
Proof.
  intros Th; destruct sd_square as [S0 S2]; pose proof slope_pos as K0; pose proof var_pos as V0.
  assert (B0 : 0 < B) by (unfold B, u; lra).
  assert (Kp : 0 < binomial_constant).
  { rewrite constant_form; apply Rmult_lt_0_compat; [nra|exact Hratio]. }
  set (C := (1 - th) * (1 - th) * (1 - th) * binomial_constant).
  assert (C0 : 0 <= C) by (unfold C; apply Rmult_le_pos; [repeat apply Rmult_le_pos|]; lra).
  assert (M1 : 0 < s * B) by (apply Rmult_lt_0_compat; assumption).
  assert (M2 : 0 < th * (c e * ratio)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; assumption]).
  set (a := th * (slope * var) / (4 * B)).
  assert (sv : 0 < slope * var) by (apply Rmult_lt_0_compat; lra).
  assert (ss : 0 < slope * sd) by (apply Rmult_lt_0_compat; lra).
  assert (a0 : 0 < a) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; lra|lra]).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ C0 M1) (eventually_below _ _ C0 M2))
    (eventually_and _ _ (eventually_ge 1) (tail_shortfall th a ltac:(lra) a0))).
  intros n [[[Rn H1] [_ H2]] [N1 Tail]] phi base b Hp Im.
  destruct n as [|n]; [simpl in N1; lra|].
  set (R := root_n_log_n (S n)) in *.
  pose proof (fail_range (S n) phi Hp) as Ff.
  pose proof (implements_at_0 (S n) phi base b Hp Im) as Db.
  pose proof (count_first_order n phi base b Im) as F.
  pose proof (rent_costs umin U0 h c Hconv _ _ _ _ s Ff ltac:(lra) Hs Im) as P3.
  specialize (Tail phi Hp).
  pose proof (first_best_le_mean umin U0 c _ _ _ _ Im) as Mn.
  destruct Im as [_ _ Pb Lb].
  set (f := count_fail (S n) phi e) in *.
  pose proof (two_point_cost umin h u s Hconv Hincr ltac:(unfold u; lra) Hs f base b (c e) Ff Lb
    ltac:(lra) ltac:(unfold u; lra) Hce ltac:(unfold u; lra) Db) as P1.
  change (bregman h u s (c e) / c e) with ratio in P1.
  fold u in P3; unfold wage in P3 |- *; fold f in P3 |- *.
  destruct (Rle_or_lt ((1 - f) * b) (2 * B)) as [Hb|Hb].
  2:{ assert (s * B <= s * ((1 - f) * (base + b) + f * base - u))
        by (apply Rmult_le_compat_l; [lra|unfold B in *; lra]); lra. }
  destruct (Rle_or_lt th f) as [Hf|Hf].
  { assert (th * (c e * ratio) <= f * ((1 - f) * b) * ratio); [|lra].
    rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [lra|apply Rmult_le_compat; lra]. }
  assert (b4 : b <= 4 * B) by nra.
  assert (ab : b * a <= th * (slope * var)).
  { apply Rle_trans with (4 * B * a); [apply Rmult_le_compat_r; lra|]; apply Req_le; unfold a; field; lra. }
  assert (X : (1 - th) * (slope * var) <= (1 + th) * sd * R * (f * b)).
  { apply Rmult_le_compat_l with (r := b) in Tail; [|exact Pb]; rewrite F in Tail; lra. }
  assert (Y : (1 - th) * (1 - th) * (slope * sd) / R <= f * b).
  { apply Rmult_le_reg_r with (sd * R); [nra|].
    replace ((1 - th) * (1 - th) * (slope * sd) / R * (sd * R)) with ((1 - th) * (1 - th) * (slope * var))
      by (rewrite <- S2; field; lra).
    apply Rmult_le_compat_l with (r := 1 - th) in X; [|lra].
    assert (0 <= sd * R * (f * b)) by (apply Rmult_le_pos; [nra|apply Rmult_le_pos; lra]).
    assert (0 <= th * th * (sd * R * (f * b))) by (apply Rmult_le_pos; [nra|assumption]).
    lra. }
  assert (Z0 : 0 <= (1 - th) * (1 - th) * (slope * sd) / R).
  { apply Rdiv_le_0_compat; [|exact Rn]; apply Rmult_le_pos; [apply Rmult_le_pos; lra|lra]. }
  assert (Z : (1 - th) * ((1 - th) * (1 - th) * (slope * sd) / R) <= (1 - f) * (f * b))
    by (apply Rmult_le_compat; lra).
  apply Rmult_le_compat_r with (r := ratio) in Z; [|lra].
  replace (C / R) with ((1 - th) * ((1 - th) * (1 - th) * (slope * sd) / R) * ratio)
    by (unfold C; rewrite constant_form; field; lra).
  lra.
Qed.

(** A test on the whole list of signals, psi its probability of failing, does no better. *)
Theorem binomial_lower_list th : 0 < th <= 1 / 2 ->
  eventually (fun n => forall (psi : list bool -> R) base b, (forall l, 0 <= psi l <= 1) ->
    implements umin U0 c (fun a => expect (q a) n psi) base b e ->
    (1 - th) * (1 - th) * (1 - th) * binomial_constant / root_n_log_n n <=
    wage h (fun a => expect (q a) n psi) base b e - h u).
Proof.
  intros Th; apply eventually_impl with (2 := binomial_lower th Th).
  intros n Low psi base b Hp [Best Part Pb Lb].
  destruct (count_test n psi Hp) as [phi [P Eq]].
  specialize (Low phi base b P); unfold wage, count_fail in Low; rewrite Eq in Low; apply Low.
  split; unfold count_fail; try assumption.
  - intros a Ha; rewrite !Eq; apply Best; exact Ha.
  - rewrite Eq; exact Part.
Qed.

(** ** From above: a threshold *)

Hypothesis Conv : convex_in_agreement q c.

(** The first-order condition makes e a global best reply to a threshold: the payoff is concave in the
    probability of agreement from the threshold's rate m/n on; somewhat below it one fails with a
    probability bounded below, far below almost surely. *)
Lemma threshold_best_reply n m l b v eps : 0 <= l <= 1 -> 0 < b ->
  steepness (q e) n m l = slope / b -> INR m <= INR n * q e -> (0 < n)%nat ->
  0 < v <= 1 / 4 -> v <= INR m / INR n * (1 - INR m / INR n) -> 10 <= v * v * sqrt (INR (S n)) ->
  0 < eps -> INR (S n) * (eps / 2) <= INR m - INR (S n) * (q e - eps) ->
  let f := mean (q e) (S n) (threshold m l) in
  slope * eps + b * f <= b * ((v * v) * (v * v) / 4) ->
  b * / (INR (S n) * (eps / 2 * (eps / 2))) + b * f <= b - c e ->
  forall a, 0 <= a <= 1 ->
    b * (1 - mean (q a) (S n) (threshold m l)) - c a <= b * (1 - f) - c e.
Proof.
  intros Hl Hb St Hm Hn Hv Vx Big Ep Loc f Near Far a Ha.
  pose proof (lt_0_INR n Hn) as N0; pose proof slope_pos as K0; destruct Pq as [P0 P1].
  pose proof (Q01 a Ha) as Pa.
  pose proof (cost_supporting_line q c e d c1 ltac:(lra) Hq Hd Hc Conv a Ha) as Ca; fold slope in Ca.
  set (x := INR m / INR n) in *.
  assert (Mx : INR m = INR n * x) by (unfold x; field; lra).
  assert (X : 0 < x < 1).
  { assert (0 <= x) by (apply Rdiv_le_0_compat; [apply pos_INR|exact N0]); split; nra. }
  assert (Hmn : (m < n)%nat) by (apply INR_lt; rewrite Mx; nra).
  assert (Kb : b * steepness (q e) n m l = slope) by (rewrite St; field; lra).
  set (p := q a) in *.
  destruct (Rle_or_lt x p) as [Hp|Hp].
  - (* on the concave side *)
    destruct (MVT_gen (fun z => mean z (S n) (threshold m l)) (q e) p (fun z => - steepness z n m l))
      as [z [Bz Ez]].
    + intros z _; apply threshold_derive.
    + intros z _; apply continuity_pt_filterlim.
      apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply threshold_derive.
    + fold f in Ez.
      assert (W : b * steepness z n m l * (p - q e) <= slope * (p - q e)).
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
      assert (slope * (q e - p) <= slope * eps) by (apply Rmult_le_compat_l; lra).
      lra.
    + (* far below *)
      pose proof (Hcpos a Ha).
      pose proof (lt_0_INR (S n) ltac:(lia)) as Sn0.
      assert (L : 1 - mean p (S n) (threshold m l) <= / (INR (S n) * (eps / 2 * (eps / 2)))).
      { apply threshold_passed; try assumption; [lra|].
        assert (INR (S n) * p <= INR (S n) * (q e - eps)) by (apply Rmult_le_compat_l; lra); lra. }
      apply Rmult_le_compat_l with (r := b) in L; [|lra]; lra.
Qed.

(** Within th/2 of the variance, q (1 - q) has lost at most that share of itself. *)
Lemma variance_near th x : 0 < th <= 1 -> q e - th * var / 2 <= x <= q e -> (1 - th / 2) * var <= x * (1 - x).
Proof.
  intros Th X; pose proof var_pos as V; destruct Pq as [P0 P1].
  replace (x * (1 - x)) with (var - (q e - x) * (1 - x - q e)) by (unfold var; ring).
  assert (var <= q e) by (unfold var; nra).
  assert (th * var <= 1 * var) by (apply Rmult_le_compat_r; lra).
  assert ((q e - x) * (1 - x - q e) <= (q e - x) * 1) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** A count (1 - th) sqrt(n log n) standard deviations below the mean is still probable enough. *)
Lemma probable_count th y : 0 < th <= 1 / 4 -> 0 < y -> eventually (fun n => exists m1,
  y <= INR n * mean (q e) (pred n) (point m1) /\ INR m1 <= INR (pred n) * q e /\
  INR m1 <= INR n * q e - (1 - th) * sd * root_n_log_n n + 1).
Proof.
  intros Th Hy; destruct sd_square as [S0 S2]; pose proof var_pos as V0; pose proof Pq as [P0 P1].
  set (v := var / 2); set (rho := th * var / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (vv : 0 < v * v) by nra.
  assert (rho0 : 0 < rho) by (unfold rho; nra).
  assert (rho1 : rho <= q e) by (unfold rho, var in *; nra).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_root_n_log_n (2 / (th * sd))) (eventually_root_small (rho / (2 * sd)) ltac:(apply Rdiv_lt_0_compat; lra)))
    (eventually_and _ _ (eventually_ge (2 + / th)) (eventually_and _ _ (eventually_sqrt (10 / (v * v)))
      (eventually_ln (4 * y / (th * (v * v))))))).
  intros n [[R1 R2] [N1 [R3 L1]]].
  assert (It : 0 < / th) by (apply Rinv_0_lt_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred].
  set (R := root_n_log_n (S n)) in *; set (L := ln (INR (S n))) in *.
  assert (Nn : INR (S n) = INR n + 1) by apply S_INR.
  assert (n1 : 1 + / th <= INR n) by lra.
  assert (L0 : 0 < L).
  { apply Rlt_le_trans with (2 := L1); apply Rdiv_lt_0_compat; nra. }
  assert (RR : R * R = INR (S n) * L) by (apply root_square; unfold L in *; lra).
  set (tau := (1 - th) * sd * R).
  assert (thR : 2 <= th * sd * R).
  { apply Rmult_le_compat_l with (r := th * sd) in R1; [|nra].
    replace (th * sd * (2 / (th * sd))) with 2 in R1 by (field; lra); lra. }
  assert (sR : 0 < sd * R) by nra.
  assert (tau2 : 2 <= tau) by (unfold tau; nra).
  assert (tauN : tau <= rho * INR n).
  { apply Rle_trans with (sd * R); [unfold tau; nra|].
    apply Rle_trans with (sd * (rho / (2 * sd) * INR (S n))); [apply Rmult_le_compat_l; lra|].
    replace (sd * (rho / (2 * sd) * INR (S n))) with (rho * (INR (S n) / 2)) by (field; lra).
    apply Rmult_le_compat_l; lra. }
  set (t := INR (S n) * q e - tau).
  assert (t0 : 0 <= t).
  { assert (rho * INR n <= q e * INR n) by (apply Rmult_le_compat_r; lra); unfold t; rewrite Nn; lra. }
  destruct (archimed t) as [U1 U2].
  assert (UZ : (0 <= up t)%Z) by (apply le_IZR; lra).
  set (m1 := Z.to_nat (up t)).
  assert (M1 : INR m1 = IZR (up t)) by (unfold m1; rewrite INR_IZR_INZ, Z2Nat.id by exact UZ; reflexivity).
  set (x := INR m1 / INR n).
  assert (Mx : INR m1 = INR n * x) by (unfold x; field; lra).
  set (g := INR n * (q e - x)).
  assert (G : 0 <= g <= tau) by (unfold g, t in *; rewrite Nn in *; lra).
  assert (Xp : 0 <= q e - x <= rho).
  { unfold g in G; split; apply Rmult_le_reg_l with (INR n); lra. }
  assert (W : forall z, x <= z <= q e -> (1 - th / 2) * var <= z * (1 - z)).
  { intros z Z; apply variance_near; [lra|unfold rho in Xp; lra]. }
  assert (Vx : v <= x * (1 - x)) by (specialize (W x ltac:(lra)); unfold v; nra).
  assert (X : 0 < x < 1) by (split; nra).
  exists m1; split; [|split; [unfold g in G; lra|unfold t, tau in *; lra]].
  rewrite (point_shift n m1 x (q e) X Pq Mx).
  pose proof (point_at_mode x n v m1 X v0 Vx Mx) as Mode.
  assert (Big : 10 <= v * v * sqrt (INR (S n))).
  { apply Rmult_le_compat_l with (r := v * v) in R3; [|lra].
    replace (v * v * (10 / (v * v))) with 10 in R3 by (field; lra); exact R3. }
  specialize (Mode Big).
  pose proof (KL_upper x (q e) ((1 - th / 2) * var) ltac:(lra) P1 ltac:(nra) W) as Kl.
  assert (NK : INR n * KL x (q e) <= (1 - th / 2) * (L / 2)).
  { apply Rle_trans with (INR n * ((q e - x) * (q e - x) / (2 * ((1 - th / 2) * var)))).
    { apply Rmult_le_compat_l; lra. }
    replace (INR n * ((q e - x) * (q e - x) / (2 * ((1 - th / 2) * var))))
      with (g * g / (INR n * (2 * ((1 - th / 2) * var)))) by (unfold g; field; lra).
    apply Rle_trans with (tau * tau / (INR n * (2 * ((1 - th / 2) * var)))).
    { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; repeat apply Rmult_lt_0_compat; lra|nra]. }
    assert (TT : tau * tau = (1 - th) * (1 - th) * var * (INR (S n) * L)).
    { rewrite <- RR, <- S2; unfold tau; ring. }
    apply Rmult_le_reg_r with (INR n * (2 * ((1 - th / 2) * var))).
    { repeat apply Rmult_lt_0_compat; lra. }
    replace (tau * tau / (INR n * (2 * ((1 - th / 2) * var))) * (INR n * (2 * ((1 - th / 2) * var))))
      with (tau * tau) by (field; lra).
    rewrite TT.
    replace ((1 - th / 2) * (L / 2) * (INR n * (2 * ((1 - th / 2) * var))))
      with ((1 - th / 2) * (1 - th / 2) * INR n * (var * L)) by field.
    replace ((1 - th) * (1 - th) * var * (INR (S n) * L))
      with ((1 - th) * (1 - th) * INR (S n) * (var * L)) by ring.
    apply Rmult_le_compat_r; [nra|].
    assert (Sn : INR (S n) <= (1 + th) * INR n).
    { rewrite Nn; apply Rmult_le_compat_l with (r := th) in n1; [|lra].
      rewrite Rmult_plus_distr_l, Rinv_r in n1 by lra; lra. }
    apply Rle_trans with ((1 - th) * (1 - th) * ((1 + th) * INR n)); [apply Rmult_le_compat_l; nra|].
    rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [lra|].
    assert (0 <= (1 - th) * (th * th)) by nra; nra. }
  set (E := exp (- (INR n * KL x (q e)))); set (P := mean x n (point m1)) in *.
  replace (INR (S n) * (E * P)) with (E * (INR (S n) * P)) by ring.
  assert (E0 : 0 < E) by apply exp_pos.
  apply Rle_trans with (E * (v * v * sqrt (INR (S n)))); [|apply Rmult_le_compat_l; lra].
  assert (Rt : sqrt (INR (S n)) = exp (L / 2)).
  { unfold L; rewrite <- Rpower_sqrt by lra; unfold Rpower; f_equal; field. }
  rewrite Rt; replace (E * (v * v * exp (L / 2))) with (v * v * (E * exp (L / 2))) by ring.
  unfold E; rewrite <- exp_plus.
  assert (Ex : th * L / 4 <= exp (- (INR n * KL x (q e)) + L / 2)).
  { pose proof (exp_ineq1_le (- (INR n * KL x (q e)) + L / 2)); lra. }
  apply Rmult_le_compat_l with (r := v * v) in Ex; [|lra].
  apply Rle_trans with (2 := Ex).
  apply Rmult_le_compat_l with (r := th * (v * v) / 4) in L1; [|nra].
  replace (th * (v * v) / 4 * (4 * y / (th * (v * v)))) with y in L1 by (field; lra); lra.
Qed.

Theorem binomial_upper th : 0 < th <= 1 / 4 -> eventually (fun n => exists m l base b,
  0 <= l <= 1 /\ implementing n (threshold m l) base b /\
  premium n (threshold m l) base b <= slope * sd / (1 - 2 * th) * (ratio + 2 * th) / root_n_log_n n).
Proof.
  intros Th; destruct sd_square as [S0 S2]; pose proof var_pos as V0; pose proof slope_pos as K0.
  pose proof Pq as [P0 P1].
  destruct (distance_near umin h u s Hconv ltac:(unfold u; lra) Hs (c e) B th) as [b [Hb Hr]];
    [unfold B, u; lra|unfold B; lra|lra|].
  change (bregman h u s (c e) / c e) with ratio in Hr.
  destruct (two_point_cost_rare umin h u s Hconv ltac:(unfold u; lra) Hs th ltac:(lra)) as [r [r0 Rare]].
  set (y := slope / b); assert (y0 : 0 < y) by (apply Rdiv_lt_0_compat; lra).
  set (v := var / 2); set (rho := th * var / 2).
  assert (v0 : 0 < v <= 1 / 4) by (unfold v; lra).
  assert (vv : 0 < v * v) by nra.
  assert (rho0 : 0 < rho) by (unfold rho; nra).
  set (w := (v * v) * (v * v) / 4); assert (w0 : 0 < w) by (unfold w; nra).
  set (eps := Rmin (b * w / (2 * slope)) rho).
  assert (eps0 : 0 < eps) by (apply Rmin_glb_lt; [apply Rdiv_lt_0_compat; nra|exact rho0]).
  assert (eps1 : slope * eps <= b * w / 2).
  { replace (b * w / 2) with (slope * (b * w / (2 * slope))) by (field; lra).
    apply Rmult_le_compat_l; [lra|apply Rmin_l]. }
  assert (eps2 : eps <= rho) by apply Rmin_r.
  set (F := slope * sd / (1 - 2 * th)).
  assert (F0 : 0 <= F) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|lra]).
  assert (M1 : 0 < b * w / 2) by nra.
  assert (M2 : 0 < (b - c e) / 2) by lra.
  assert (M3 : 0 < r / 2) by lra.
  set (e3 := (eps / 4) ^ 3); assert (e30 : 0 < e3) by (apply pow_lt; lra).
  set (e2 := eps / 2 * (eps / 2)); assert (e20 : 0 < e2) by (unfold e2; nra).
  assert (T0 : 0 < var * y * e3) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  assert (T1 : 0 < e2 * (b - c e)) by nra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ F0 M1)
      (eventually_and _ _ (eventually_below _ _ F0 M2) (eventually_below _ _ F0 M3)))
    (eventually_and _ _ (eventually_and _ _ (probable_count th y Th y0) (eventually_root_n_log_n (1 / (th * sd))))
      (eventually_and _ _ (eventually_ge (2 + / (var * y * e3) + 2 * b / (e2 * (b - c e))))
        (eventually_sqrt (10 / (v * v)))))).
  intros n [[[R0 H1] [[_ H2] [_ H3]]] [[[m1 [Y [M Mt]]] R1] [N1 R3]]].
  assert (I1 : 0 < / (var * y * e3)) by (apply Rinv_0_lt_compat; exact T0).
  assert (I2 : 0 <= 2 * b / (e2 * (b - c e))) by (apply Rdiv_le_0_compat; lra).
  destruct n as [|n]; [simpl in N1; lra|]; cbn [pred] in *.
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
    fold var e3 in T; rewrite St in T.
    assert (X : INR (S n) * (var * y * e3) <= 1).
    { apply Rmult_le_compat_l with (r := INR (S n) * e3) in T; [|nra].
      rewrite Rinv_r in T by nra; lra. }
    assert (Z : / (var * y * e3) * (var * y * e3) < INR (S n) * (var * y * e3))
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
  { pose proof (variance_near th x ltac:(lra) ltac:(unfold rho in Xp; lra)); unfold v; nra. }
  (* failing is rare *)
  assert (Fb : f * b <= F / R).
  { pose proof (threshold_rare (q e) n m l Pq Hl) as T; fold f var in T; rewrite St in T.
    assert (thR : 1 <= th * sd * R).
    { apply Rmult_le_compat_l with (r := th * sd) in R1; [|nra].
      replace (th * sd * (1 / (th * sd))) with 1 in R1 by (field; lra); lra. }
    assert (D : (1 - 2 * th) * sd * R <= INR (S n) * q e - INR m) by lra.
    assert (T' : f * ((1 - 2 * th) * sd * R) <= var * y)
      by (apply Rle_trans with (2 := T), Rmult_le_compat_l; lra).
    apply Rmult_le_reg_r with ((1 - 2 * th) * sd * R); [repeat apply Rmult_lt_0_compat; lra|].
    replace (F / R * ((1 - 2 * th) * sd * R)) with (slope * (sd * sd)) by (unfold F; field; lra).
    rewrite S2; apply Rmult_le_compat_l with (r := b) in T'; [|lra].
    replace (b * (var * y)) with (slope * var) in T' by (unfold y; field; lra); lra. }
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
  assert (Im : implementing (S n) (threshold m l) (u - (1 - f) * b) b).
  { split; unfold count_fail; fold f.
    - intros a Ha; specialize (Best' a Ha); lra.
    - unfold u; lra.
    - lra.
    - unfold B in Hb; lra. }
  split; [exact Im|].
  unfold wage, count_fail; fold f.
  replace (u - (1 - f) * b + b) with (u + f * b) by ring.
  pose proof (Rare f b f01 ltac:(lra) ltac:(unfold B in Hb; lra) ltac:(lra)) as P.
  assert (f * b * (bregman h u s b / b + th) <= f * b * (ratio + 2 * th)) by (apply Rmult_le_compat_l; lra).
  assert (f * b * (ratio + 2 * th) <= F / R * (ratio + 2 * th)) by (apply Rmult_le_compat_r; lra).
  replace (F * (ratio + 2 * th) / R) with (F / R * (ratio + 2 * th)) by (field; lra).
  lra.
Qed.

(** ** The limit *)

(** The least premium of a binary contract, over every test on the count. *)
Definition least_binomial_premium (n : nat) : R :=
  real (Glb_Rbar (fun x => exists phi base b,
    count_test_range phi /\ implementing n phi base b /\ x = premium n phi base b)).

Theorem binomial_limit :
  is_lim_seq (fun n => root_n_log_n n * least_binomial_premium n) binomial_constant.
Proof.
  destruct sd_square as [S0 S2]; pose proof slope_pos as K0.
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  set (a := slope * sd); assert (a0 : 0 < a) by (apply Rmult_lt_0_compat; assumption).
  assert (K : binomial_constant = a * ratio) by (rewrite constant_form; reflexivity).
  set (M := 4 * (a * (1 + ratio))).
  assert (M0 : 0 < M) by (assert (0 < a * (1 + ratio)) by (apply Rmult_lt_0_compat; lra); unfold M; lra).
  set (th := Rmin (1 / 4) (eps / (2 * M))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 4) by apply Rmin_l.
  assert (t2 : th * M <= eps / 2).
  { replace (eps / 2) with (eps / (2 * M) * M) by (field; lra).
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  destruct (eventually_and _ _ (eventually_root_n_log_n 1)
    (eventually_and _ _ (binomial_lower th ltac:(lra)) (binomial_upper th ltac:(lra)))) as [N H].
  exists N; intros n Hn; destruct (H n Hn) as [Rn [Low [m [l [base [b [Hl [Im Up]]]]]]]].
  set (rt := root_n_log_n n) in *.
  assert (Q : (1 - th) * (1 - th) * (1 - th) * binomial_constant / rt <= least_binomial_premium n <=
              slope * sd / (1 - 2 * th) * (ratio + 2 * th) / rt).
  { eapply infimum_between.
    - intros y [phi [base' [b' [Hp [Im' ->]]]]]; apply (Low phi base' b' Hp Im').
    - exists (threshold m l), base, b; split; [intros k; apply threshold_range; exact Hl|].
      split; [exact Im|reflexivity].
    - exact Up. }
  destruct Q as [Q1 Q2].
  apply Rmult_le_compat_l with (r := rt) in Q1; [|lra].
  apply Rmult_le_compat_l with (r := rt) in Q2; [|lra].
  replace (rt * ((1 - th) * (1 - th) * (1 - th) * binomial_constant / rt))
    with ((1 - th) * (1 - th) * (1 - th) * (a * ratio)) in Q1 by (rewrite K; field; lra).
  replace (rt * (slope * sd / (1 - 2 * th) * (ratio + 2 * th) / rt))
    with (a * ratio + 2 * th * (a * (1 + ratio)) / (1 - 2 * th)) in Q2 by (unfold a; field; lra).
  assert (A0 : 0 <= a * ratio) by (apply Rmult_le_pos; lra).
  assert (A1 : 2 * th * (a * (1 + ratio)) / (1 - 2 * th) <= th * M).
  { apply Rmult_le_reg_r with (1 - 2 * th); [lra|].
    replace (2 * th * (a * (1 + ratio)) / (1 - 2 * th) * (1 - 2 * th)) with (2 * th * (a * (1 + ratio)))
      by (field; lra).
    assert (0 <= th * (a * (1 + ratio))) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]).
    unfold M; nra. }
  assert (A2 : (1 - 3 * th) * (a * ratio) <= (1 - th) * (1 - th) * (1 - th) * (a * ratio))
    by (apply Rmult_le_compat_r; [exact A0|nra]).
  assert (A3 : 3 * th * (a * ratio) <= th * M).
  { unfold M; assert (0 <= th * (a * ratio)) by (apply Rmult_le_pos; lra).
    assert (0 <= th * a) by (apply Rmult_le_pos; lra); lra. }
  rewrite K; apply Rabs_lt_between; split; lra.
Qed.
End Binomial.
