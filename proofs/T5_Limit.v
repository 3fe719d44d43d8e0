(** * T5, the sharp constant for a Gaussian statistic

    In words.  With n samples of information J, the least premium of a binary contract that
    implements effort e, times sqrt(n log n), tends to K = c'(e) D(c(e)) / (c(e) sqrt J),
    D(x) = h(u-x) - h(u) + x h'(u), u = U0 + c(e): [binary_limit].

    - [binary_lower_sharp]: below, from the deviation to no effort (bonus >= c(e)) and the
      Mills ratio at the slack that the first-order condition allows;
    - [binary_upper_sharp]: above, by a bonus just larger than c(e).

    Source.  This project; the rate is from Liu, Wang, Ma, Li, arXiv:2502.06387.

    Assumed.  As T5_BinaryRate.v: h convex, nondecreasing, differentiable at u with positive
    slope, not affine below; c convex and positive; umin < U0; a Gaussian statistic of constant
    information. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import TwoPointPay Mills Eventually.
From FirstBest.Lib Require Import Nearby Suprema.
From FirstBest Require Import T5_BinaryRate.
Open Scope R_scope.

(** The slack Z with Z^2 = L + kappa, L = log n, is sqrt L to first order. *)
Lemma slack_lower th kappa L Z : 0 < th <= 1 -> 0 < Z -> 0 <= L -> Z * Z = L + kappa ->
  (1 + 2 * Rabs kappa) / th <= L -> (1 - th) / sqrt L <= Z / (1 + Z * Z).
Proof.
  intros T Z0 L0 E H; pose proof (Rabs_pos kappa) as K0.
  pose proof (Rle_abs kappa) as K1; pose proof (Rle_abs (- kappa)) as K2; rewrite Rabs_Ropp in K2.
  assert (H' : 1 + 2 * Rabs kappa <= L * th).
  { apply Rmult_le_compat_r with (r := th) in H; [|lra].
    replace ((1 + 2 * Rabs kappa) / th * th) with (1 + 2 * Rabs kappa) in H by (field; lra); exact H. }
  assert (Lp : 0 < L) by nra.
  set (r := sqrt L); assert (R0 : 0 < r) by (apply sqrt_lt_R0; exact Lp).
  assert (RR : r * r = L) by (apply sqrt_sqrt; lra).
  assert (Zr : L - Rabs kappa <= Z * r).
  { destruct (Rle_or_lt r Z) as [A|A].
    - assert (r * r <= Z * r) by (apply Rmult_le_compat_r; lra); lra.
    - assert (Z * Z <= Z * r) by (apply Rmult_le_compat_l; lra); lra. }
  apply Rmult_le_reg_r with (r * (1 + Z * Z)); [nra|].
  replace ((1 - th) / r * (r * (1 + Z * Z))) with ((1 - th) * (1 + Z * Z)) by (field; lra).
  replace (Z / (1 + Z * Z) * (r * (1 + Z * Z))) with (Z * r) by (field; nra).
  rewrite E; apply Rle_trans with (2 := Zr).
  assert ((1 - th) * kappa <= (1 - th) * Rabs kappa) by (apply Rmult_le_compat_l; lra).
  assert (0 <= th * Rabs kappa) by (apply Rmult_le_pos; lra); lra.
Qed.

Lemma slack_upper th kappa L z : 0 < th <= 1 -> 0 < z -> z * z = L + kappa -> 0 < L ->
  2 * Rabs kappa / th <= L -> / z <= (1 + th) / sqrt L.
Proof.
  intros T Z0 E Lp H.
  pose proof (Rle_abs (- kappa)) as K2; rewrite Rabs_Ropp in K2.
  assert (H' : 2 * Rabs kappa <= L * th).
  { apply Rmult_le_compat_r with (r := th) in H; [|lra].
    replace (2 * Rabs kappa / th * th) with (2 * Rabs kappa) in H by (field; lra); exact H. }
  set (r := sqrt L); assert (R0 : 0 < r) by (apply sqrt_lt_R0; exact Lp).
  assert (RR : r * r = L) by (apply sqrt_sqrt; lra).
  apply Rmult_le_reg_r with (z * r); [nra|].
  replace (/ z * (z * r)) with r by (field; lra).
  replace ((1 + th) / r * (z * r)) with ((1 + th) * z) by (field; lra).
  apply Rsqr_incr_0_var; [unfold Rsqr|nra].
  replace ((1 + th) * z * ((1 + th) * z)) with ((1 + th) * (1 + th) * (z * z)) by ring.
  rewrite RR, E.
  assert (L * (1 - th / 2) <= L + kappa) by lra.
  assert ((1 + th) * (1 + th) * (L * (1 - th / 2)) <= (1 + th) * (1 + th) * (L + kappa))
    by (apply Rmult_le_compat_l; nra).
  assert (1 <= (1 + th) * (1 + th) * (1 - th / 2)) by nra.
  assert (L * 1 <= L * ((1 + th) * (1 + th) * (1 - th / 2))) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

Section Sharp.
Variables (umin U0 : R) (h c dc : R -> R) (J e s : R).
Hypothesis Hc0 : c 0 = 0.
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin < U0.
Hypothesis Hdc : forall a, 0 <= a <= 1 -> is_derive c a (dc a).
Hypothesis Hcconv : forall x y, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
Hypothesis HJ : 0 < J.
Hypothesis He : 0 < e < 1.
Hypothesis Hc : 0 < c e.
Hypothesis Hd : 0 < dc e.
Hypothesis Hs : is_derive h (U0 + c e) s.
Hypothesis Hs0 : 0 < s.

Let u := U0 + c e.
Let B := u - umin.
Let ratio := distance_ratio U0 h c s e.
Hypothesis Hratio : 0 < ratio.

(** The constant of the theorem. *)
Definition binary_constant : R := dc e * ratio / sqrt J.

Notation implementing n t base b := (implements umin U0 c (gaussian_fail (precision J n) t) base b e).
Notation premium n t base b := (wage h (gaussian_fail (precision J n) t) base b e - h u).

Lemma root_split n : 0 < ln (INR n) -> 1 <= INR n ->
  sqrt (ln (INR n)) * precision J n = sqrt J * root_n_log_n n.
Proof.
  intros L N; unfold precision, root_n_log_n; rewrite <- !sqrt_mult by nra; f_equal; ring.
Qed.

Lemma binary_lower_sharp th : 0 < th <= 1 / 2 ->
  eventually (fun n => forall t base b, implementing n t base b ->
    (1 - th) * (1 - th) * binary_constant / root_n_log_n n <= premium n t base b).
Proof.
  intros Th.
  assert (PG := G_pos); assert (B0 : 0 < B) by (unfold B, u; lra).
  set (A := 4 * B / (dc e * G)); assert (A0 : 0 < A) by (apply Rdiv_lt_0_compat; nra).
  set (kappa := 2 * ln A + ln J).
  assert (J0 : 0 < sqrt J) by (apply sqrt_lt_R0; exact HJ).
  assert (K0 : 0 < binary_constant).
  { apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; assumption|exact J0]. }
  set (C := (1 - th) * (1 - th) * binary_constant).
  assert (C0 : 0 <= C) by (unfold C; apply Rmult_le_pos; [nra|lra]).
  assert (M1 : 0 < s * B) by (apply Rmult_lt_0_compat; assumption).
  assert (M2 : 0 < th * (c e * ratio)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; assumption]).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ C0 M1) (eventually_below _ _ C0 M2))
    (eventually_and _ _ (eventually_ge 1)
      (eventually_and _ _ (eventually_ln ((1 + 2 * Rabs kappa) / th)) (eventually_ln (1 - kappa))))).
  intros n [[[Rn H1] [_ H2]] [N1 [L1 L2]]] t base b Im.
  set (k := precision J n) in *; set (L := ln (INR n)) in *.
  assert (k0 : 0 < k) by (apply sqrt_lt_R0; nra).
  assert (Lp : 0 < L).
  { pose proof (Rabs_pos kappa).
    assert (0 < (1 + 2 * Rabs kappa) / th) by (apply Rdiv_lt_0_compat; lra); lra. }
  pose proof (gaussian_fail_range k t e) as Ff.
  pose proof (deviation_binds umin U0 c Hc0 _ _ _ _ (gaussian_fail_range k t) Hc ltac:(lra) Im) as Db.
  pose proof (binary_premium_lower umin U0 h c Hc0 Hconv Hincr (Rlt_le _ _ HU0) _ _ _ _ s
    (gaussian_fail_range k t) Hc ltac:(lra) Hs Im) as P1.
  pose proof (gaussian_premium_lower umin U0 h c Hc0 Hconv Hincr (Rlt_le _ _ HU0) dc Hdc k t base b e s
    k0 He Hc Hs Im) as P2.
  pose proof (rent_costs umin U0 h c Hconv _ _ _ _ s Ff ltac:(lra) Hs Im) as P3.
  pose proof (first_order_condition umin U0 c dc Hdc _ _ _ _ _ He Im) as F.
  fold ratio u in P1; fold u in P2, P3; destruct Im as [_ _ Pb Lb].
  set (f := gaussian_fail k t e) in *.
  destruct (Rle_or_lt ((1 - f) * b) (2 * B)) as [Hb|Hb].
  2:{ (* a rent of at least B *)
      assert (s * B <= s * ((1 - f) * (base + b) + f * base - u))
        by (apply Rmult_le_compat_l; [lra|unfold B in *; lra]); lra. }
  destruct (Rle_or_lt th f) as [Hf|Hf].
  { (* failing is not rare *)
    assert (th * (c e * ratio) <= f * ((1 - f) * b) * ratio); [|lra].
    rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [lra|apply Rmult_le_compat; lra]. }
  set (z := k * (e - t)) in *; set (Z := sqrt (2 * ln (A * k))).
  pose proof (twice_ln_root A J n A0 HJ N1) as E; fold (precision J n) k L kappa in E.
  assert (ZZ : Z * Z = L + kappa) by (unfold Z; rewrite sqrt_sqrt; lra).
  assert (Z0 : 0 < Z) by (apply sqrt_lt_R0; lra).
  assert (Hz : z <= Z).
  { apply Rle_trans with (1 := Rle_abs z); rewrite <- sqrt_Rsqr_abs.
    apply sqrt_le_1_alt; unfold Rsqr.
    assert (W : exp (z * z / 2) <= A * k).
    { assert (X : dc e * G * exp (z * z / 2) = b * k).
      { rewrite <- F; unfold density, bell.
        replace (- (z * z) / 2) with (- (z * z / 2)) by field; rewrite exp_Ropp.
        field; split; [apply Rgt_not_eq, exp_pos|lra]. }
      apply Rmult_le_reg_l with (dc e * G); [nra|]; rewrite X.
      replace (dc e * G * (A * k)) with (4 * B * k) by (unfold A; field; lra).
      apply Rmult_le_compat_r; nra. }
    apply ln_le in W; [|apply exp_pos]; rewrite ln_exp in W; lra. }
  pose proof (mills_decreasing z Z Hz); pose proof (mills_ge Z).
  pose proof (slack_lower th kappa L Z ltac:(lra) Z0 ltac:(lra) ZZ L1) as Sl.
  assert (Low : (1 - th) / sqrt L <= mills z) by lra.
  assert (r0 : 0 < sqrt L) by (apply sqrt_lt_R0; exact Lp).
  pose proof (root_split n Lp N1) as Rs; fold k L in Rs.
  change (premium_constant U0 h c dc s e) with (dc e * ratio) in P2.
  set (Q := dc e * ratio) in *; assert (Q0 : 0 < Q) by (apply Rmult_lt_0_compat; assumption).
  assert (X : C / root_n_log_n n = (1 - th) * (Q * ((1 - th) / sqrt L) / k)).
  { unfold C, binary_constant; fold Q.
    assert (D : / (sqrt J * root_n_log_n n) = / (sqrt L * k)) by (rewrite Rs; reflexivity).
    transitivity ((1 - th) * (1 - th) * Q * / (sqrt J * root_n_log_n n)); [field; lra|].
    rewrite D; field; lra. }
  rewrite X.
  assert (Y : Q * ((1 - th) / sqrt L) / k <= Q * mills z / k).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact k0|].
    apply Rmult_le_compat_l; lra. }
  assert (Y0 : 0 <= Q * ((1 - th) / sqrt L) / k).
  { apply Rdiv_le_0_compat; [|exact k0]; apply Rmult_le_pos; [lra|apply Rdiv_le_0_compat; lra]. }
  assert ((1 - th) * (Q * ((1 - th) / sqrt L) / k) <= (1 - f) * (Q * mills z / k))
    by (apply Rmult_le_compat; lra).
  lra.
Qed.

(** A bonus just larger than c(e): its distance per unit is near the ratio. *)
Lemma bonus_exists th : 0 < th -> exists b, c e < b <= B /\ bregman h u s b / b <= ratio + th.
Proof.
  intros Th; apply (distance_near umin h u s Hconv); try assumption; unfold B, u; lra.
Qed.

Lemma binary_upper_sharp th : 0 < th <= 1 ->
  eventually (fun n => exists t base b, implementing n t base b /\
    premium n t base b <= (1 + th) * (dc e * (ratio + 2 * th) / sqrt J) / root_n_log_n n).
Proof.
  intros Th; destruct (bonus_exists th ltac:(lra)) as [b [Hb Hr]].
  assert (PG := G_pos).
  set (A := b / (dc e * G)); assert (A0 : 0 < A) by (apply Rdiv_lt_0_compat; nra).
  set (kappa := 2 * ln A + ln J).
  assert (J0 : 0 < sqrt J) by (apply sqrt_lt_R0; exact HJ).
  destruct (two_point_cost_rare umin h u s Hconv ltac:(unfold u; lra) Hs th ltac:(lra)) as [r [r0 Rare]].
  set (W := dc e * (1 + th) / sqrt J).
  assert (W0 : 0 <= W) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|exact J0]).
  assert (M1 : 0 < (b - c e) / 2) by lra.
  assert (M2 : 0 < r / 2) by lra.
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ W0 M1) (eventually_below _ _ W0 M2))
    (eventually_and _ _ (eventually_ge 1) (eventually_and _ _ (eventually_ln 1)
      (eventually_and _ _ (eventually_ln (2 * Rabs kappa / th)) (eventually_ln (1 - kappa)))))).
  intros n [[[Rn H1] [_ H2]] [N1 [L0 [L1 L2]]]].
  set (k := precision J n) in *; set (L := ln (INR n)) in *.
  assert (k0 : 0 < k) by (apply sqrt_lt_R0; nra).
  pose proof (twice_ln_root A J n A0 HJ N1) as E; fold (precision J n) k L kappa in E.
  assert (AK : 0 < A * k) by nra.
  assert (Big : 1 < A * k).
  { destruct (Rle_or_lt (A * k) 1) as [Q|Q]; [exfalso|exact Q].
    assert (ln (A * k) <= ln 1); [|rewrite ln_1 in *; lra].
    destruct Q as [Q|Q]; [left; apply ln_increasing; assumption|rewrite Q; lra]. }
  assert (Bk : dc e * G < b * k).
  { replace (b * k) with (dc e * G * (A * k)) by (unfold A; field; lra).
    assert (0 < dc e * G) by nra; nra. }
  pose proof (gaussian_binary_upper umin U0 h c Hconv dc Hdc Hcconv Hcpos k b e s k0 ltac:(lra) Hd Hs Bk
    ltac:(fold u; unfold B in Hb; lra)) as P.
  cbv zeta in P; replace (b * k / (dc e * G)) with (A * k) in P by (unfold A; field; lra).
  set (z := sqrt (2 * ln (A * k))) in P.
  assert (ZZ : z * z = L + kappa) by (unfold z; rewrite sqrt_sqrt; lra).
  assert (Z0 : 0 < z) by (apply sqrt_lt_R0; lra).
  pose proof (slack_upper th kappa L z Th Z0 ZZ ltac:(lra) L1) as Sl.
  assert (rL : 0 < sqrt L) by (apply sqrt_lt_R0; lra).
  pose proof (root_split n ltac:(fold L; lra) N1) as Rs; fold k L in Rs.
  assert (V : dc e / (k * z) <= W / root_n_log_n n).
  { assert (X : W / root_n_log_n n = dc e / k * ((1 + th) / sqrt L)).
    { assert (D : / (sqrt J * root_n_log_n n) = / (sqrt L * k)) by (rewrite Rs; reflexivity).
      unfold W; transitivity (dc e * (1 + th) * / (sqrt J * root_n_log_n n)); [field; lra|].
      rewrite D; field; lra. }
    rewrite X; replace (dc e / (k * z)) with (dc e / k * / z) by (field; lra).
    apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; lra|exact Sl]. }
  destruct P as [Im _]; [lra|].
  eexists; eexists; eexists; split; [exact Im|].
  set (t := e - z / k) in *; set (f := gaussian_fail k t e) in *.
  assert (F : b * (k * density z) = dc e).
  { unfold density, bell.
    replace (- (z * z) / 2) with (- ln (A * k)) by (unfold z; rewrite sqrt_sqrt; [field|lra]).
    rewrite exp_Ropp, exp_ln by lra; unfold A; field; lra. }
  assert (Fe : f = tail z) by (unfold f, gaussian_fail, t; f_equal; field; lra).
  assert (F01 : 0 <= f <= 1) by apply gaussian_fail_range.
  assert (Fb : f * b <= W / root_n_log_n n).
  { apply Rle_trans with (2 := V); rewrite Fe; pose proof (mills_upper z Z0) as M.
    apply Rle_trans with (density z / z * b); [apply Rmult_le_compat_r; lra|].
    rewrite <- F; apply Req_le; field; lra. }
  assert (f0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  unfold wage; fold u f.
  replace (u - (1 - f) * b + b) with (u + f * b) by ring.
  pose proof (Rare f b F01 ltac:(lra) ltac:(unfold B in Hb; lra) ltac:(lra)) as P.
  assert (f * b * (bregman h u s b / b + th) <= f * b * (ratio + 2 * th))
    by (apply Rmult_le_compat_l; lra).
  apply Rle_trans with (f * b * (ratio + 2 * th)); [lra|].
  apply Rle_trans with (W / root_n_log_n n * (ratio + 2 * th)); [apply Rmult_le_compat_r; lra|].
  apply Req_le; unfold W; field; lra.
Qed.

(** What binary contracts that implement e cost, with n samples. *)
Definition binary_wages (n : nat) (x : R) : Prop :=
  exists t base b, implementing n t base b /\ x = wage h (gaussian_fail (precision J n) t) base b e.

Theorem binary_limit : premium_tends binary_wages root_n_log_n (h (U0 + c e)) binary_constant.
Proof.
  apply premium_tends_of; intros eps E0.
  assert (J0 : 0 < sqrt J) by (apply sqrt_lt_R0; exact HJ).
  set (a := dc e / sqrt J); assert (a0 : 0 < a) by (apply Rdiv_lt_0_compat; assumption).
  assert (K : binary_constant = a * ratio) by (unfold binary_constant, a; field; lra).
  set (M := a * (2 * ratio + 5)); assert (M0 : 0 < M) by (apply Rmult_lt_0_compat; lra).
  set (th := Rmin (1 / 2) (eps / (2 * M))).
  assert (t0 : 0 < th) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (t1 : th <= 1 / 2) by apply Rmin_l.
  assert (t2 : th * M <= eps / 2).
  { replace (eps / 2) with (eps / (2 * M) * M) by (field; lra).
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  apply eventually_impl with (2 := eventually_and _ _ (eventually_root_n_log_n 1)
    (eventually_and _ _ (binary_lower_sharp th ltac:(lra)) (binary_upper_sharp th ltac:(lra)))).
  intros n [Rn [Low [t [base [b [Im Up]]]]]]; set (rt := root_n_log_n n) in *.
  assert (Inv : 0 <= / rt) by (left; apply Rinv_0_lt_compat; lra).
  assert (A1 : 0 <= th * a) by (apply Rmult_le_pos; lra).
  assert (A2 : 0 <= th * a * ratio) by (apply Rmult_le_pos; lra).
  assert (A3 : 0 <= th * th * (a * ratio)).
  { replace (th * th * (a * ratio)) with (th * (th * a * ratio)) by ring; apply Rmult_le_pos; lra. }
  assert (A4 : th * (th * (2 * a)) <= th * a).
  { replace (th * (th * (2 * a))) with (2 * th * (th * a)) by ring.
    rewrite <- (Rmult_1_l (th * a)) at 2; apply Rmult_le_compat_r; lra. }
  split; [lra|split].
  - exists (wage h (gaussian_fail (precision J n) t) base b e); split; [exists t, base, b; split; [exact Im|reflexivity]|].
    fold u; apply Rle_trans with (h u + (1 + th) * (dc e * (ratio + 2 * th) / sqrt J) / rt); [lra|].
    apply Rplus_le_compat_l, Rmult_le_compat_r; [exact Inv|].
    replace ((1 + th) * (dc e * (ratio + 2 * th) / sqrt J))
      with (binary_constant + th * (a * (ratio + 2)) + th * (th * (2 * a))) by (rewrite K; unfold a; field; lra).
    unfold M in t2; lra.
  - intros y [t' [base' [b' [Im' ->]]]]; specialize (Low t' base' b' Im'); fold u.
    apply Rle_trans with (h u + (1 - th) * (1 - th) * binary_constant / rt); [|lra].
    apply Rplus_le_compat_l, Rmult_le_compat_r; [exact Inv|]; rewrite K; unfold M in t2; lra.
Qed.
End Sharp.
