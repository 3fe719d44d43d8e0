(** * T5 binary-rate, any signal and the Gaussian one

    T5 for the count of n agreements itself, the model's signal, is T5_Binomial.v.

    In words.  A binary contract pays the utility [base] and a bonus [b] of utility on
    passing a test.  Write ubar = U0 + c(e), f for the probability of failing at
    the implemented effort e, and D(x) = h(ubar - x) - h(ubar) + x h'(ubar).

    - [deviation_binds], [binary_premium_lower]: for every signal whatever, the
      deviation to effort 0 forces (1-f) b >= c(e), hence the contract costs at least
      f (1-f) b D(c)/c above the first best, with rents and limited liability allowed.
    - [gaussian_premium_lower]: for a Gaussian statistic of precision n I, at least
      (1-f) M(z)/sqrt n times K = c'(e) D(c(e)) / (c(e) sqrt I), the constant of the theorem.
    - [gaussian_binary_lower], [gaussian_binary_upper]: with k = sqrt(n I), the least
      cost of a binary contract that implements e, above first best, is between
      min(const, K/2 * Z/(1+Z^2) / sqrt n) and c'(e)/(k z) * (D(b) + D(-b))/b, where Z and z are
      square roots of twice the logarithm of a constant times k: the order is 1/sqrt(n log n).

    - [gaussian_binary_rate]: hence, with information I a sample, the least premium times
      sqrt(n log n) stays between K/(4 sqrt 2) and a stated constant from some n on; that it
      tends to K is in T5_Limit.v.

    Source.  The rate: Liu, Wang, Ma, Li, arXiv:2502.06387; the constant and the proof are
    this project's.  The Mills ratio: Gordon, Ann. Math. Statist. 12 (1941).

    Assumed.  h convex and nondecreasing on [umin, oo), differentiable at ubar; c
    nonnegative with nondecreasing derivative, c(0) = 0; U0 >= umin.  The signal of
    the last two results is Gaussian with constant information. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import TwoPointPay Mills Eventually.
Open Scope R_scope.

(** ** Binary contracts for an arbitrary signal *)

Section Binary.
Variables (umin U0 : R) (h c : R -> R).

(** [fail a] is the probability of failing the test at effort a.  Effort e is a
    global best reply, the annotator takes part, pay respects limited liability. *)
Record implements (fail : R -> R) (base b e : R) : Prop := {
  best_reply : forall a, 0 <= a <= 1 ->
    base + b * (1 - fail a) - c a <= base + b * (1 - fail e) - c e;
  takes_part : U0 <= base + b * (1 - fail e) - c e;
  bonus : 0 <= b;
  liable : umin <= base }.

Definition wage (fail : R -> R) (base b e : R) : R :=
  (1 - fail e) * h (base + b) + fail e * h base.

Hypothesis Hc0 : c 0 = 0.

(** The deviation to effort 0. *)
Theorem deviation_binds fail base b e :
  (forall a, 0 <= fail a <= 1) -> 0 < c e -> 0 <= e <= 1 ->
  implements fail base b e -> c e <= (1 - fail e) * b.
Proof.
  intros Hf Hc He [B _ P _]; specialize (B 0 ltac:(lra)); rewrite Hc0 in B.
  pose proof (Hf 0); nra.
Qed.

Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis HU0 : umin <= U0.

(** The ratio D(c(e))/c(e) at the first-best utility of e. *)
Definition distance_ratio (s e : R) : R := bregman h (U0 + c e) s (c e) / c e.

Lemma distance_ratio_nonneg s e : 0 < c e -> is_derive h (U0 + c e) s -> 0 <= distance_ratio s e.
Proof.
  intros Hc Hs; apply Rdiv_le_0_compat; [|exact Hc].
  apply (bregman_nonneg umin); try assumption; lra.
Qed.

Lemma first_best_le_mean fail base b e :
  implements fail base b e -> U0 + c e <= (1 - fail e) * (base + b) + fail e * base.
Proof. intros [_ P _ _]; lra. Qed.

(** Any signal: the risk premium of every binary contract. *)
Theorem binary_premium_lower fail base b e s :
  (forall a, 0 <= fail a <= 1) -> 0 < c e -> 0 <= e <= 1 ->
  is_derive h (U0 + c e) s -> implements fail base b e ->
  h (U0 + c e) + fail e * ((1 - fail e) * b) * distance_ratio s e <= wage fail base b e.
Proof.
  intros Hf Hc He Hs Im; pose proof (deviation_binds _ _ _ _ Hf Hc He Im) as B.
  pose proof (first_best_le_mean _ _ _ _ Im) as M; destruct Im as [_ _ P L].
  apply (two_point_cost umin); try assumption; try lra; apply Hf.
Qed.

(** What is left to the annotator above U0 costs at least its value at slope s. *)
Lemma rent_costs fail base b e s :
  0 <= fail e <= 1 -> umin <= U0 + c e -> is_derive h (U0 + c e) s -> implements fail base b e ->
  h (U0 + c e) + s * ((1 - fail e) * (base + b) + fail e * base - (U0 + c e))
  <= wage fail base b e.
Proof.
  intros Hf Hu Hs [_ _ P L]; unfold wage.
  pose proof (tangent_below umin h _ s Hconv Hu Hs (base + b) ltac:(lra)) as T1.
  pose proof (tangent_below umin h _ s Hconv Hu Hs base L) as T2.
  apply Rmult_le_compat_l with (r := 1 - fail e) in T1; [|lra].
  apply Rmult_le_compat_l with (r := fail e) in T2; [|lra].
  lra.
Qed.

(** ** A Gaussian statistic *)

(** The statistic is normal with mean the effort and standard deviation 1/k,
    k = sqrt(n I); the test is failed below the threshold t. *)
Definition gaussian_fail (k t a : R) : R := tail (k * (a - t)).

Lemma gaussian_fail_range k t a : 0 <= gaussian_fail k t a <= 1.
Proof. split; [apply tail_nonneg|apply tail_le_1]. Qed.

Lemma gaussian_fail_derive k t a :
  is_derive (gaussian_fail k t) a (- (k * density (k * (a - t)))).
Proof.
  unfold gaussian_fail.
  replace (- (k * density (k * (a - t)))) with (scal k (- density (k * (a - t))))
    by (unfold scal; simpl; unfold mult; simpl; ring).
  apply (is_derive_comp tail (fun a => k * (a - t))); [apply tail_derive|].
  auto_derive; [trivial|ring].
Qed.

Variable dc : R -> R.
Hypothesis Hdc : forall a, 0 <= a <= 1 -> is_derive c a (dc a).

Lemma payoff_derive k t base b a : 0 <= a <= 1 ->
  is_derive (fun a => base + b * (1 - gaussian_fail k t a) - c a) a
    (b * (k * density (k * (a - t))) - dc a).
Proof.
  intros Ha; pose proof (gaussian_fail_derive k t a) as F; pose proof (Hdc a Ha) as C.
  auto_derive.
  - split; [eexists; exact F|split; [eexists; exact C|trivial]].
  - replace (Derive (fun x => gaussian_fail k t x) a) with (- (k * density (k * (a - t))))
      by (symmetry; apply is_derive_unique; exact F).
    replace (Derive (fun x => c x) a) with (dc a)
      by (symmetry; apply is_derive_unique; exact C).
    ring.
Qed.

(** The first-order condition at an interior best reply. *)
Theorem first_order_condition k t base b e : 0 < e < 1 ->
  implements (gaussian_fail k t) base b e -> b * (k * density (k * (e - t))) = dc e.
Proof.
  intros He Im.
  pose proof (payoff_derive k t base b e ltac:(lra)) as D.
  apply is_derive_Reals in D.
  set (g := fun a => base + b * (1 - gaussian_fail k t a) - c a) in *.
  assert (Top : forall a, 0 < a -> a < 1 -> g a <= g e).
  { intros a A1 A2; exact (best_reply _ _ _ _ Im a (conj (Rlt_le _ _ A1) (Rlt_le _ _ A2))). }
  pose proof (deriv_maximum g 0 1 e (exist _ _ D) (proj1 He) (proj2 He) Top) as M.
  unfold derive_pt in M; cbn [proj1_sig] in M; lra.
Qed.

(** The constant of the theorem without the information: K sqrt(I). *)
Definition premium_constant (s e : R) : R := dc e * distance_ratio s e.

(** Exact at every n: the premium is at least (1-f) K M(z)/sqrt n. *)
Theorem gaussian_premium_lower k t base b e s :
  0 < k -> 0 < e < 1 -> 0 < c e -> is_derive h (U0 + c e) s ->
  implements (gaussian_fail k t) base b e ->
  h (U0 + c e) +
    (1 - gaussian_fail k t e) * (premium_constant s e * mills (k * (e - t)) / k)
  <= wage (gaussian_fail k t) base b e.
Proof.
  intros Hk He Hc Hs Im.
  pose proof (binary_premium_lower _ _ _ _ _ (gaussian_fail_range k t) Hc ltac:(lra) Hs Im) as P.
  pose proof (first_order_condition _ _ _ _ _ He Im) as F.
  apply Rle_trans with (2 := P), Rplus_le_compat_l, Req_le.
  unfold premium_constant, mills; rewrite <- F.
  set (z := k * (e - t)); pose proof (density_pos z).
  change (gaussian_fail k t e) with (tail z); field; lra.
Qed.

(** The lower bound in full: no binary contract does better. *)
Theorem gaussian_binary_lower k t base b e s :
  0 < k -> 0 < e < 1 -> 0 < c e -> 0 < dc e -> is_derive h (U0 + c e) s ->
  implements (gaussian_fail k t) base b e ->
  let B := U0 + c e - umin in
  let Z := sqrt (2 * ln (4 * B * k / (dc e * G))) in
  h (U0 + c e) +
    Rmin (Rmin (s * B) (c e * distance_ratio s e / 2))
         (premium_constant s e / 2 * (Z / (1 + Z * Z)) / k)
  <= wage (gaussian_fail k t) base b e.
Proof.
  intros Hk He Hc Hd Hs Im B Z.
  pose proof (gaussian_fail_range k t e) as Ff.
  pose proof (deviation_binds _ _ _ _ (gaussian_fail_range k t) Hc ltac:(lra) Im) as Db.
  pose proof (binary_premium_lower _ _ _ _ _ (gaussian_fail_range k t) Hc ltac:(lra) Hs Im) as P1.
  pose proof (gaussian_premium_lower _ _ _ _ _ _ Hk He Hc Hs Im) as P2.
  pose proof (rent_costs _ _ _ _ _ Ff ltac:(lra) Hs Im) as P3.
  pose proof (first_order_condition _ _ _ _ _ He Im) as F.
  pose proof (distance_ratio_nonneg s e Hc Hs) as R0.
  assert (S0 : 0 <= s).
  { pose proof (bregman_shift umin h (U0 + c e) s Hincr 0 (c e) ltac:(lra) ltac:(lra)) as Q.
    pose proof (bregman_nonneg umin h (U0 + c e) s Hconv ltac:(lra) Hs (c e) ltac:(lra)) as Q'.
    unfold bregman at 2 in Q; rewrite Rminus_0_r in Q; nra. }
  destruct Im as [_ _ Pb Lb].
  set (f := gaussian_fail k t e) in *.
  destruct (Rle_or_lt ((1 - f) * b) (2 * B)) as [Hb|Hb].
  2:{ apply Rle_trans with (2 := P3), Rplus_le_compat_l.
      apply Rle_trans with (1 := Rmin_l _ _), Rle_trans with (1 := Rmin_l _ _).
      apply Rmult_le_compat_l; [exact S0|unfold B in *; lra]. }
  destruct (Rle_or_lt (1 / 2) f) as [Hf|Hf].
  { apply Rle_trans with (2 := P1), Rplus_le_compat_l.
    apply Rle_trans with (1 := Rmin_l _ _), Rle_trans with (1 := Rmin_r _ _).
    replace (c e * distance_ratio s e / 2) with (1 / 2 * c e * distance_ratio s e) by field.
    apply Rmult_le_compat_r; [exact R0|].
    apply Rmult_le_compat; lra. }
  apply Rle_trans with (2 := P2), Rplus_le_compat_l.
  apply Rle_trans with (1 := Rmin_r _ _).
  set (z := k * (e - t)) in *.
  assert (Hz : z <= Z).
  { apply Rle_trans with (1 := Rle_abs z); rewrite <- sqrt_Rsqr_abs.
    apply sqrt_le_1_alt; unfold Rsqr.
    assert (PG := G_pos).
    assert (Bp : 0 < B) by nra.
    assert (Q : 0 < 4 * B * k / (dc e * G)) by (apply Rdiv_lt_0_compat; nra).
    assert (W : exp (z * z / 2) <= 4 * B * k / (dc e * G)).
    { assert (X : dc e * G * exp (z * z / 2) = b * k).
      { rewrite <- F; unfold density, bell.
        replace (- (z * z) / 2) with (- (z * z / 2)) by field; rewrite exp_Ropp.
        field; split; [apply Rgt_not_eq, exp_pos|lra]. }
      apply Rmult_le_reg_l with (dc e * G); [nra|]; rewrite X.
      replace (dc e * G * (4 * B * k / (dc e * G))) with (4 * B * k) by (field; lra).
      apply Rmult_le_compat_r; nra. }
    apply ln_le in W; [|apply exp_pos]; rewrite ln_exp in W; lra. }
  pose proof (mills_decreasing z Z Hz); pose proof (mills_ge Z).
  assert (C0 : 0 <= premium_constant s e) by (apply Rmult_le_pos; lra).
  set (C := premium_constant s e) in *.
  assert (A : Z / (1 + Z * Z) <= mills z) by lra.
  pose proof (mills_nonneg z).
  apply Rmult_le_reg_r with k; [exact Hk|].
  replace (C / 2 * (Z / (1 + Z * Z)) / k * k) with (1 / 2 * (C * (Z / (1 + Z * Z))))
    by (field; nra).
  replace ((1 - f) * (C * mills z / k) * k) with ((1 - f) * (C * mills z)) by (field; lra).
  apply Rle_trans with (1 / 2 * (C * mills z)).
  - apply Rmult_le_compat_l; [lra|apply Rmult_le_compat_l; assumption].
  - apply Rmult_le_compat_r; [apply Rmult_le_pos; assumption|lra].
Qed.

(** ** The upper bound: a contract that implements e *)

Hypothesis Hcconv : forall x y, 0 <= x -> x <= y -> y <= 1 -> dc x <= dc y.
Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.

Theorem gaussian_binary_upper k b e s :
  0 < k -> 0 <= e <= 1 -> 0 < dc e -> is_derive h (U0 + c e) s ->
  dc e * G < b * k -> b <= U0 + c e - umin ->
  let z := sqrt (2 * ln (b * k / (dc e * G))) in
  let t := e - z / k in
  let f := gaussian_fail k t e in
  2 * (dc e / (k * z)) <= b - c e ->
  implements (gaussian_fail k t) (U0 + c e - (1 - f) * b) b e /\
  wage (gaussian_fail k t) (U0 + c e - (1 - f) * b) b e <=
    h (U0 + c e) + dc e / (k * z) *
      ((bregman h (U0 + c e) s b + bregman h (U0 + c e) s (- b)) / b).
Proof.
  intros Hk He Hd Hs Hbk Hb z t f Hz2.
  assert (PG := G_pos).
  assert (Q : 0 < dc e * G) by nra.
  assert (B0 : 0 < b) by nra.
  set (r := b * k / (dc e * G)) in *.
  assert (R1 : 1 < r).
  { apply Rmult_lt_reg_r with (dc e * G); [exact Q|].
    unfold r; replace (b * k / (dc e * G) * (dc e * G)) with (b * k) by (field; lra); lra. }
  assert (L0 : 0 < ln r) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (Z0 : 0 < z) by (apply sqrt_lt_R0; lra).
  assert (Zz : z * z = 2 * ln r) by (apply sqrt_sqrt; lra).
  assert (F : b * (k * density z) = dc e).
  { unfold density, bell.
    replace (- (z * z) / 2) with (- ln r) by (rewrite Zz; field).
    rewrite exp_Ropp, exp_ln by lra; unfold r; field; lra. }
  assert (Ft : forall a, gaussian_fail k t a = tail (k * (a - e) + z)).
  { intros a; unfold gaussian_fail, t; f_equal; field; lra. }
  assert (Fe : f = tail z) by (unfold f; rewrite Ft; f_equal; ring).
  assert (Ff : 0 <= f) by (rewrite Fe; apply tail_nonneg).
  assert (Fb : f * b <= dc e / (k * z)).
  { rewrite Fe; pose proof (mills_upper z Z0) as M.
    apply Rle_trans with (density z / z * b); [apply Rmult_le_compat_r; lra|].
    rewrite <- F; apply Req_le; field; lra. }
  assert (F1 : f <= 1) by (rewrite Fe; apply tail_le_1).
  assert (IC : forall a, 0 <= a <= 1 ->
    b * (1 - gaussian_fail k t a) - c a <= b * (1 - f) - c e).
  { intros a Ha.
    set (U := fun a => 0 + b * (1 - gaussian_fail k t a) - c a).
    set (dU := fun a => b * (k * density (k * (a - t))) - dc a).
    assert (DU : forall x, 0 <= x <= 1 -> is_derive U x (dU x)).
    { intros x Hx; exact (payoff_derive k t 0 b x Hx). }
    assert (Kt : forall x, k * (x - t) = k * (x - e) + z) by (intros; unfold t; field; lra).
    assert (Slope : forall d y, d <= density y -> b * (k * d) <= b * (k * density y)).
    { intros d y H; apply Rmult_le_compat_l; [lra|apply Rmult_le_compat_l; lra]. }
    cut (U a <= U e); [unfold U, f; lra|].
    destruct (Rle_or_lt e a) as [A|A].
    - (* above e the density has fallen below its value at z *)
      apply (derive_nonpos_ge U dU e a A).
      + intros x Hx; apply DU; lra.
      + intros x Hx; unfold dU; rewrite Kt.
        assert (density (k * (x - e) + z) <= density z).
        { unfold density; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact PG|].
          apply bell_decreasing; nra. }
        pose proof (Hcconv e x ltac:(lra) ltac:(lra) ltac:(lra)).
        assert (b * (k * density (k * (x - e) + z)) <= b * (k * density z))
          by (apply Rmult_le_compat_l; [lra|apply Rmult_le_compat_l; lra]).
        lra.
    - destruct (Rle_or_lt (- z) (k * (a - e) + z)) as [W|W].
      + (* within z of the threshold the density is at least its value at z *)
        apply (derive_nonneg_le U dU a e (Rlt_le _ _ A)).
        * intros x Hx; apply DU; lra.
        * intros x Hx; unfold dU; rewrite Kt.
          assert (density z <= density (k * (x - e) + z)).
          { unfold density; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact PG|].
            apply bell_inside; nra. }
          pose proof (Hcconv x e ltac:(lra) ltac:(lra) ltac:(lra)).
          specialize (Slope (density z) _ H); lra.
      + (* further down passing is as rare as failing at e *)
        assert (1 - gaussian_fail k t a <= f).
        { rewrite Ft, Fe.
          pose proof (tail_decreasing (k * (a - e) + z) (- z) ltac:(lra)) as T.
          rewrite tail_reflect in T; lra. }
        assert (b * (1 - gaussian_fail k t a) <= b * f) by (apply Rmult_le_compat_l; lra).
        pose proof (Hcpos a Ha).
        unfold U; change (gaussian_fail k t e) with f; lra. }
  split; [split|].
  - intros a Ha; pose proof (IC a Ha) as I; change (gaussian_fail k t e) with f; lra.
  - change (gaussian_fail k t e) with f; lra.
  - lra.
  - assert (0 <= f * b) by nra; lra.
  - unfold wage; change (gaussian_fail k t e) with f.
    replace (U0 + c e - (1 - f) * b + b) with (U0 + c e + f * b) by ring.
    pose proof (Hcpos e He).
    pose proof (two_point_cost_upper umin h (U0 + c e) s Hconv ltac:(lra) Hs f b
      ltac:(lra) ltac:(lra) ltac:(lra)) as W.
    apply Rle_trans with (1 := W), Rplus_le_compat_l.
    set (X := bregman h (U0 + c e) s b + bregman h (U0 + c e) s (- b)).
    assert (0 <= X).
    { pose proof (bregman_nonneg umin h (U0 + c e) s Hconv ltac:(lra) Hs b ltac:(lra)).
      pose proof (bregman_nonneg umin h (U0 + c e) s Hconv ltac:(lra) Hs (- b) ltac:(lra)).
      unfold X; lra. }
    replace (f * X) with (f * b * (X / b)) by (field; lra).
    apply Rmult_le_compat_r; [apply Rdiv_le_0_compat; lra|exact Fb].
Qed.

(** ** The rate *)

Lemma twice_ln_root A J n : 0 < A -> 0 < J -> 1 <= INR n ->
  2 * ln (A * sqrt (INR n * J)) = 2 * ln A + ln J + ln (INR n).
Proof.
  intros HA HJ Hn; assert (P : 0 < INR n * J) by nra.
  assert (S : 0 < sqrt (INR n * J)) by (apply sqrt_lt_R0; exact P).
  assert (E : ln (sqrt (INR n * J)) + ln (sqrt (INR n * J)) = ln (INR n) + ln J).
  { rewrite <- ln_mult by assumption; rewrite sqrt_sqrt by lra; apply ln_mult; lra. }
  rewrite ln_mult by assumption; lra.
Qed.

(** Standard deviation of the statistic of n samples of information J is 1/[precision J n]. *)
Definition precision (J : R) (n : nat) : R := sqrt (INR n * J).

Definition lower_constant (J s e : R) : R := premium_constant s e / (4 * sqrt (2 * J)).

Definition upper_constant (J s e : R) : R :=
  let b := U0 + c e - umin in
  dc e / sqrt (J / 2) * ((bregman h (U0 + c e) s b + bregman h (U0 + c e) s (- b)) / b).

Lemma rate_lower J e s : 0 < J -> 0 < e < 1 -> 0 < c e -> 0 < dc e ->
  is_derive h (U0 + c e) s -> 0 < s -> 0 < distance_ratio s e ->
  eventually (fun n => forall t base b, implements (gaussian_fail (precision J n) t) base b e ->
    lower_constant J s e / root_n_log_n n <=
    wage (gaussian_fail (precision J n) t) base b e - h (U0 + c e)).
Proof.
  intros HJ He Hc Hd Hs S0 R0.
  set (B := U0 + c e - umin); assert (B0 : 0 < B) by (unfold B; lra).
  assert (PG := G_pos).
  set (A := 4 * B / (dc e * G)); assert (A0 : 0 < A) by (apply Rdiv_lt_0_compat; nra).
  assert (P0 : 0 < premium_constant s e) by (apply Rmult_lt_0_compat; assumption).
  assert (Q0 : 0 < sqrt (2 * J)) by (apply sqrt_lt_R0; lra).
  assert (C0 : 0 <= lower_constant J s e) by (apply Rdiv_le_0_compat; lra).
  assert (M1 : 0 < s * B) by (apply Rmult_lt_0_compat; assumption).
  assert (M2 : 0 < c e * distance_ratio s e / 2)
    by (assert (0 < c e * distance_ratio s e) by (apply Rmult_lt_0_compat; assumption); lra).
  apply eventually_impl with (2 := eventually_and _ _
    (eventually_and _ _ (eventually_below _ _ C0 M1) (eventually_below _ _ C0 M2))
    (eventually_and _ _ (eventually_ge 1)
      (eventually_and _ _ (eventually_ln (Rmax 1 (2 * ln A + ln J)))
        (eventually_ln (1 - (2 * ln A + ln J)))))).
  intros n [[[Rn H1] [_ H2]] [N1 [L1 L2]]] t base b Im.
  set (k := precision J n) in *; set (L := ln (INR n)) in *.
  pose proof (Rmax_l 1 (2 * ln A + ln J)); pose proof (Rmax_r 1 (2 * ln A + ln J)).
  assert (K0 : 0 < k) by (apply sqrt_lt_R0; nra).
  pose proof (gaussian_binary_lower k t base b e s K0 He Hc Hd Hs Im) as P; cbv zeta in P.
  fold B in P; replace (4 * B * k / (dc e * G)) with (A * k) in P by (unfold A; field; lra).
  set (Z := sqrt (2 * ln (A * k))) in P.
  pose proof (twice_ln_root A J n A0 HJ N1) as E; fold (precision J n) k L in E.
  assert (Z1 : 1 <= Z) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; lra).
  assert (Z2 : Z <= sqrt (2 * L)) by (apply sqrt_le_1_alt; lra).
  match type of P with _ + ?m <= _ => cut (lower_constant J s e / root_n_log_n n <= m); [lra|] end.
  repeat apply Rmin_glb; try assumption.
  assert (F : sqrt (2 * L) * k = sqrt (2 * J) * root_n_log_n n).
  { unfold k, precision, root_n_log_n; fold L.
    rewrite <- !sqrt_mult by nra; f_equal; ring. }
  assert (T0 : 0 < sqrt (2 * L)) by lra.
  replace (lower_constant J s e / root_n_log_n n)
    with (premium_constant s e / 2 * (/ (2 * sqrt (2 * L))) / k).
  2:{ unfold lower_constant; apply Rmult_eq_reg_r with (sqrt (2 * L) * k); [|nra].
      rewrite F at 2; field; lra. }
  apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact K0|].
  apply Rmult_le_compat_l; [lra|].
  apply Rle_trans with (/ (2 * Z)); [apply Rinv_le_contravar; lra|].
  apply Rmult_le_reg_r with (2 * Z * (1 + Z * Z)); [nra|].
  replace (/ (2 * Z) * (2 * Z * (1 + Z * Z))) with (1 + Z * Z) by (field; lra).
  replace (Z / (1 + Z * Z) * (2 * Z * (1 + Z * Z))) with (2 * (Z * Z)) by (field; nra).
  nra.
Qed.

Lemma rate_upper J e s : 0 < J -> 0 < e < 1 -> 0 < c e -> 0 < dc e -> umin < U0 ->
  is_derive h (U0 + c e) s ->
  eventually (fun n => exists t base b, implements (gaussian_fail (precision J n) t) base b e /\
    wage (gaussian_fail (precision J n) t) base b e - h (U0 + c e) <=
    upper_constant J s e / root_n_log_n n).
Proof.
  intros HJ He Hc Hd Hroom Hs.
  set (b := U0 + c e - umin); assert (B0 : 0 < b) by (unfold b; lra).
  assert (PG := G_pos).
  set (A := b / (dc e * G)); assert (A0 : 0 < A) by (apply Rdiv_lt_0_compat; nra).
  assert (Q0 : 0 < sqrt (J / 2)) by (apply sqrt_lt_R0; lra).
  assert (C0 : 0 <= 2 * (dc e / sqrt (J / 2))).
  { assert (0 < dc e / sqrt (J / 2)) by (apply Rdiv_lt_0_compat; assumption); lra. }
  assert (M : 0 < b - c e) by (unfold b; lra).
  apply eventually_impl with (2 := eventually_and _ _ (eventually_below _ _ C0 M)
    (eventually_and _ _ (eventually_ge 1)
      (eventually_and _ _ (eventually_ln 1) (eventually_ln (- 2 * (2 * ln A + ln J)))))).
  intros n [[Rn H1] [N1 [L1 L2]]].
  set (k := precision J n) in *; set (L := ln (INR n)) in *.
  assert (K0 : 0 < k) by (apply sqrt_lt_R0; nra).
  pose proof (twice_ln_root A J n A0 HJ N1) as E; fold (precision J n) k L in E.
  assert (AK : 0 < A * k) by nra.
  assert (Big : 1 < A * k).
  { destruct (Rle_or_lt (A * k) 1) as [W|W]; [exfalso|exact W].
    assert (ln (A * k) <= ln 1); [|rewrite ln_1 in *; lra].
    destruct W as [W|W]; [left; apply ln_increasing; assumption|rewrite W; lra]. }
  assert (Bk : dc e * G < b * k).
  { replace (b * k) with (dc e * G * (A * k)) by (unfold A; field; lra).
    assert (0 < dc e * G) by nra; nra. }
  pose proof (gaussian_binary_upper k b e s K0 ltac:(lra) Hd Hs Bk ltac:(unfold b; lra)) as P.
  cbv zeta in P; replace (b * k / (dc e * G)) with (A * k) in P by (unfold A; field; lra).
  set (z := sqrt (2 * ln (A * k))) in P.
  assert (Zz : sqrt (L / 2) <= z) by (apply sqrt_le_1_alt; lra).
  assert (T0 : 0 < sqrt (L / 2)) by (apply sqrt_lt_R0; lra).
  assert (F : sqrt (L / 2) * k = sqrt (J / 2) * root_n_log_n n).
  { unfold k, precision, root_n_log_n; fold L.
    rewrite <- !sqrt_mult by nra; f_equal; field. }
  assert (V : dc e / (k * z) <= dc e / sqrt (J / 2) / root_n_log_n n).
  { replace (dc e / sqrt (J / 2) / root_n_log_n n) with (dc e / (sqrt (L / 2) * k))
      by (rewrite F; field; lra).
    apply Rmult_le_compat_l; [lra|]; apply Rinv_le_contravar; nra. }
  destruct P as [Im W].
  { apply Rle_trans with (2 := H1).
    replace (2 * (dc e / sqrt (J / 2)) / root_n_log_n n)
      with (2 * (dc e / sqrt (J / 2) / root_n_log_n n)) by (field; lra).
    lra. }
  eexists; eexists; eexists; split; [exact Im|].
  set (X := (bregman h (U0 + c e) s b + bregman h (U0 + c e) s (- b)) / b) in W.
  assert (X0 : 0 <= X).
  { apply Rdiv_le_0_compat; [|exact B0].
    pose proof (bregman_nonneg umin h (U0 + c e) s Hconv ltac:(lra) Hs b ltac:(unfold b; lra)).
    pose proof (bregman_nonneg umin h (U0 + c e) s Hconv ltac:(lra) Hs (- b) ltac:(lra)).
    lra. }
  apply Rle_trans with (dc e / (k * z) * X); [lra|].
  unfold upper_constant; cbv zeta; fold b X.
  replace (dc e / sqrt (J / 2) * X / root_n_log_n n)
    with (dc e / sqrt (J / 2) / root_n_log_n n * X) by (field; lra).
  apply Rmult_le_compat_r; assumption.
Qed.

(** The headline: the least premium of a binary contract is of order 1/sqrt(n log n). *)
Theorem gaussian_binary_rate J e s : 0 < J -> 0 < e < 1 -> 0 < c e -> 0 < dc e ->
  umin < U0 -> is_derive h (U0 + c e) s -> 0 < s -> 0 < distance_ratio s e ->
  0 < lower_constant J s e /\
  eventually (fun n =>
    (exists t base b, implements (gaussian_fail (precision J n) t) base b e /\
       wage (gaussian_fail (precision J n) t) base b e - h (U0 + c e) <=
       upper_constant J s e / root_n_log_n n) /\
    (forall t base b, implements (gaussian_fail (precision J n) t) base b e ->
       lower_constant J s e / root_n_log_n n <=
       wage (gaussian_fail (precision J n) t) base b e - h (U0 + c e))).
Proof.
  intros HJ He Hc Hd Hroom Hs S0 R0; split.
  - apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; assumption|].
    assert (0 < sqrt (2 * J)) by (apply sqrt_lt_R0; lra); lra.
  - apply eventually_and; [apply rate_upper|apply rate_lower]; assumption.
Qed.
End Binary.
