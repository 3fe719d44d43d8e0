(** * T8 discrete-rate, two efforts

    In words.  The annotator chooses a low effort (cost c0, agreement probability q0)
    or the target (c1 > c0, q1 > q0).  A binary contract pays [base] and a bonus [b]
    of utility unless a test on the count of agreements among n fails; the test may be
    any, randomised ones included.  The premium is the least expected wage that
    implements the target, above the first best h(U0 + c1).

    - [discrete_premium_lower]: at every n, every such contract has a premium of
      at least min(const, D exp(-n (KL(q0, q1) + eps)) (const - v/(n eps^2))).
    - [discrete_premium_upper]: the threshold at x n, q0 < x < q1, reaches
      exp(-n KL(x, q1)) times a constant.
    - [discrete_rate]: hence -(1/n) log premium -> KL(q0, q1), both directions;
      [discrete_rate_list]: tests on the whole list of signals get no lower.
    - [chernoff_bound]: the classical bound for the count, restated for the model.

    Source.  Frick, Iijima, Ishii, Monitoring with Rich Data; Stein's lemma as in
    Chernoff, Ann. Math. Statist. 27 (1956).

    Assumed.  h convex and nondecreasing on [umin, oo), differentiable with positive slope at
    U0 + c1, not affine below it (D > 0); U0 + c0 > umin.  Two efforts; the linear
    contract's 1/n is T6's. *)

From Coq Require Import Reals Lra Lia ZArith.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Eventually Samples CountSuffices TwoPointPay.
Open Scope R_scope.

(** ** Divergence *)

Lemma ln_lt_minus_1 y : 0 < y -> y <> 1 -> ln y < y - 1.
Proof.
  intros Hy N.
  assert (L : ln y <> 0).
  { intros E; apply N; rewrite <- exp_0, <- E, exp_ln by exact Hy; reflexivity. }
  pose proof (exp_ineq1 (ln y) L) as H; rewrite exp_ln in H by exact Hy; lra.
Qed.

Lemma KL_pos x q : probability x -> probability q -> x <> q -> 0 < KL x q.
Proof.
  intros [X0 X1] [Q0 Q1] N; unfold KL, log_up, log_down.
  assert (A : - ln (x / q) < q / x - 1).
  { rewrite <- ln_Rinv by (apply Rdiv_lt_0_compat; lra).
    replace (/ (x / q)) with (q / x) by (field; lra).
    apply ln_lt_minus_1; [apply Rdiv_lt_0_compat; lra|].
    intros E; apply N; apply Rmult_eq_compat_r with (r := x) in E.
    replace (q / x * x) with q in E by (field; lra); lra. }
  assert (B : - ln ((1 - x) / (1 - q)) < (1 - q) / (1 - x) - 1).
  { rewrite <- ln_Rinv by (apply Rdiv_lt_0_compat; lra).
    replace (/ ((1 - x) / (1 - q))) with ((1 - q) / (1 - x)) by (field; lra).
    apply ln_lt_minus_1; [apply Rdiv_lt_0_compat; lra|].
    intros E; apply N; apply Rmult_eq_compat_r with (r := 1 - x) in E.
    replace ((1 - q) / (1 - x) * (1 - x)) with (1 - q) in E by (field; lra); lra. }
  apply Rmult_lt_compat_l with (r := x) in A; [|lra].
  apply Rmult_lt_compat_l with (r := 1 - x) in B; [|lra].
  replace (x * (q / x - 1)) with (q - x) in A by (field; lra).
  replace ((1 - x) * ((1 - q) / (1 - x) - 1)) with (x - q) in B by (field; lra).
  lra.
Qed.

(** Just above q0 the divergence from q1 has fallen by less than eps. *)
Lemma KL_near q0 q1 eps : probability q0 -> probability q1 -> q0 < q1 -> 0 < eps ->
  exists x, q0 < x < q1 /\ KL q0 q1 - eps <= KL x q1.
Proof.
  intros [A0 A1] [B0 B1] L He.
  assert (C : continuity_pt (fun x => KL x q1) q0).
  { apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule) (fun x => KL x q1) q0).
    unfold KL, log_up, log_down; auto_derive.
    assert (0 < / q1) by (apply Rinv_0_lt_compat; lra).
    assert (0 < / (1 - q1)) by (apply Rinv_0_lt_compat; lra).
    repeat split; try lra; unfold Rdiv, Rminus in *; try nra. }
  destruct (C eps He) as [d [Hd H]].
  set (x := Rmin (q0 + d / 2) ((q0 + q1) / 2)).
  assert (X1 : x <= q0 + d / 2) by apply Rmin_l.
  assert (X2 : x <= (q0 + q1) / 2) by apply Rmin_r.
  assert (X3 : q0 < x) by (apply Rmin_glb_lt; lra).
  exists x; split; [lra|].
  assert (Y : R_dist (KL x q1) (KL q0 q1) < eps).
  { apply H; split; [split; [exact I|lra]|].
    simpl; unfold R_dist; rewrite Rabs_pos_eq; lra. }
  unfold R_dist in Y; apply Rabs_def2 in Y; lra.
Qed.

(** ** The model *)

Section TwoEfforts.
Variables (umin U0 c0 c1 q0 q1 s : R) (h : R -> R).
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis Hs : is_derive h (U0 + c1) s.
Hypothesis Hq0 : probability q0.
Hypothesis Hq1 : probability q1.
Hypothesis Hc : c0 < c1.
Hypothesis Hliable : umin < U0 + c0.

(** A test gives for each count the probability of failing. *)
Definition test (phi : nat -> R) : Prop := forall k, 0 <= phi k <= 1.

Record implements_target (n : nat) (phi : nat -> R) (base b : R) : Prop := {
  prefers_target :
    base + b * (1 - mean q0 n phi) - c0 <= base + b * (1 - mean q1 n phi) - c1;
  takes_part2 : U0 <= base + b * (1 - mean q1 n phi) - c1;
  bonus2 : 0 <= b;
  liable2 : umin <= base }.

Definition target_wage (n : nat) (phi : nat -> R) (base b : R) : R :=
  (1 - mean q1 n phi) * h (base + b) + mean q1 n phi * h base.

Definition u1 : R := U0 + c1.
Definition room : R := u1 - umin.
Definition step : R := c1 - c0.
Definition cost_step : R := bregman h u1 s step.

Lemma room_gt : step < room.
Proof. unfold room, step, u1; lra. Qed.

Lemma q_range q : probability q -> 0 <= q <= 1.
Proof. intros [? ?]; lra. Qed.

Lemma fail_range q n phi : probability q -> test phi -> 0 <= mean q n phi <= 1.
Proof. intros Hq Ht; apply mean_range; [apply q_range; exact Hq|exact Ht]. Qed.

(** What every contract pays at least, in terms of its failure probability. *)
Lemma premium_by_failure n phi base b : test phi -> implements_target n phi base b ->
  h u1 + mean q1 n phi * cost_step <= target_wage n phi base b.
Proof.
  intros Ht [I P B L]; pose proof (fail_range q0 n phi Hq0 Ht); pose proof (fail_range q1 n phi Hq1 Ht).
  set (f := mean q1 n phi) in *.
  assert (Xb : step <= (1 - f) * b) by (unfold step; nra).
  pose proof (two_point_cost umin h u1 s Hconv Hincr ltac:(unfold u1; lra) Hs f base b step
    H0 L ltac:(lra) ltac:(unfold u1; lra) ltac:(unfold step; lra)
    ltac:(unfold u1, step; lra) Xb) as T.
  apply Rle_trans with (2 := T); apply Rplus_le_compat_l.
  fold cost_step.
  assert (D0 : 0 <= cost_step)
    by (apply (bregman_nonneg umin); try assumption; unfold u1, step; lra).
  assert (S0 : 0 < step) by (unfold step; lra).
  replace (f * cost_step) with (f * (step * (cost_step / step))) by (field; lra).
  rewrite Rmult_assoc; apply Rmult_le_compat_l; [lra|].
  apply Rmult_le_compat_r; [apply Rdiv_le_0_compat; lra|exact Xb].
Qed.

Lemma slope_nonneg : 0 <= s.
Proof.
  pose proof (tangent_below umin h u1 s Hconv ltac:(unfold u1; lra) Hs umin ltac:(lra)) as T.
  pose proof (Hincr umin u1 ltac:(lra) ltac:(unfold u1; lra)) as M.
  assert (umin < u1) by (unfold u1; lra).
  pose proof (tangent_below umin h u1 s Hconv ltac:(lra) Hs umin ltac:(lra)).
  destruct (Rle_or_lt 0 s) as [K|K]; [exact K|exfalso].
  pose proof (bregman_shift umin h u1 s Hincr 0 (u1 - umin) ltac:(lra) ltac:(lra)) as Q.
  unfold bregman in Q; replace (u1 - (u1 - umin)) with umin in Q by ring.
  rewrite Rminus_0_r in Q; nra.
Qed.

Theorem discrete_premium_lower n phi base b eps :
  (0 < n)%nat -> 0 < eps -> test phi -> implements_target n phi base b ->
  h u1 + Rmin (Rmin (s * room) (cost_step / 2))
    (cost_step * (exp (- (INR n * (KL q0 q1 + eps))) *
      (step / (4 * room) - llr_variance q0 q1 / (INR n * (eps * eps)))))
  <= target_wage n phi base b.
Proof.
  intros Hn He Ht Im.
  pose proof (premium_by_failure _ _ _ _ Ht Im) as P1.
  pose proof (fail_range q0 n phi Hq0 Ht) as F0; pose proof (fail_range q1 n phi Hq1 Ht) as F1.
  pose proof (stein q0 q1 Hq0 Hq1 n phi eps Hn He Ht) as St.
  destruct Im as [I P B L]; set (f := mean q1 n phi) in *; set (g := mean q0 n phi) in *.
  pose proof room_gt as RG; assert (S0 : 0 < step) by (unfold step; lra).
  assert (D0 : 0 <= cost_step)
    by (apply (bregman_nonneg umin); try assumption; unfold u1, step; lra).
  destruct (Rle_or_lt ((1 - f) * b) (2 * room)) as [Hb|Hb].
  2:{ apply Rle_trans with (h u1 + s * room).
      { apply Rplus_le_compat_l, Rle_trans with (1 := Rmin_l _ _), Rmin_l. }
      unfold target_wage; fold f.
      pose proof (tangent_below umin h u1 s Hconv ltac:(unfold u1; lra) Hs (base + b) ltac:(lra)) as T1.
      pose proof (tangent_below umin h u1 s Hconv ltac:(unfold u1; lra) Hs base L) as T2.
      apply Rmult_le_compat_l with (r := 1 - f) in T1; [|lra].
      apply Rmult_le_compat_l with (r := f) in T2; [|lra].
      assert (s * room <= s * ((1 - f) * (base + b) + f * base - u1)); [|lra].
      apply Rmult_le_compat_l; [apply slope_nonneg|unfold room in *; lra]. }
  apply Rle_trans with (2 := P1), Rplus_le_compat_l.
  destruct (Rle_or_lt (1 / 2) f) as [Hf|Hf].
  { apply Rle_trans with (1 := Rmin_l _ _), Rle_trans with (1 := Rmin_r _ _).
    apply Rmult_le_compat_r with (r := cost_step) in Hf; lra. }
  apply Rle_trans with (1 := Rmin_r _ _).
  rewrite (Rmult_comm f); apply Rmult_le_compat_l; [exact D0|].
  apply Rle_trans with (2 := St); apply Rmult_le_compat_l; [left; apply exp_pos|].
  assert (Hb4 : b <= 4 * room) by nra.
  assert (step <= g * (4 * room)) by (unfold step in *; nra).
  assert (step / (4 * room) <= g); [|lra].
  apply Rmult_le_reg_r with (4 * room); [lra|].
  replace (step / (4 * room) * (4 * room)) with step by (field; lra); lra.
Qed.

(** The threshold test: failed up to x n agreements. *)
Definition threshold (x : R) (n : nat) (k : nat) : R :=
  if Rle_dec (INR k) (INR n * x) then 1 else 0.

Lemma threshold_test x n : test (threshold x n).
Proof. intros k; unfold threshold; destruct (Rle_dec _ _); lra. Qed.

(** The classical bounds on both errors of a threshold. *)
Theorem chernoff_bound x n : q0 < x < q1 ->
  mean q1 n (threshold x n) <= exp (- (INR n * KL x q1)) /\
  1 - mean q0 n (threshold x n) <= exp (- (INR n * KL x q0)).
Proof.
  intros Hx; assert (Px : probability x) by (destruct Hq0, Hq1; unfold probability; lra); split.
  - apply chernoff_low; try assumption; [lra|apply threshold_test|].
    intros k Hk; unfold threshold; destruct (Rle_dec _ _); [lra|reflexivity].
  - rewrite <- mean_complement by (apply q_range; assumption).
    apply chernoff_high; try assumption; [lra| |].
    + intros k; pose proof (threshold_test x n k); lra.
    + intros k Hk; unfold threshold; destruct (Rle_dec _ _); [ring|lra].
Qed.

Theorem discrete_premium_upper x n : q0 < x < q1 ->
  exp (- (INR n * KL x q1)) + exp (- (INR n * KL x q0)) <= 1 - step / room ->
  exists base,
    implements_target n (threshold x n) base room /\
    target_wage n (threshold x n) base room <=
      h u1 + exp (- (INR n * KL x q1)) * (bregman h u1 s room + bregman h u1 s (- room)).
Proof.
  intros Hx He; destruct (chernoff_bound x n Hx) as [F1 F0].
  pose proof (fail_range q1 n _ Hq1 (threshold_test x n)) as R1.
  set (f := mean q1 n (threshold x n)) in *; set (g := mean q0 n (threshold x n)) in *.
  pose proof room_gt as RG; assert (S0 : 0 < step) by (unfold step; lra).
  assert (Hu : umin <= u1) by (unfold u1; lra).
  exists (u1 - (1 - f) * room); split; [split|].
  - fold f g; assert (Q : step <= room * (1 - f - (1 - g))); [|unfold step in *; lra].
    apply Rle_trans with (room * (step / room)); [apply Req_le; field; lra|].
    apply Rmult_le_compat_l; lra.
  - fold f; unfold u1; lra.
  - lra.
  - assert (0 <= f * room) by (apply Rmult_le_pos; lra); unfold room in *; lra.
  - unfold target_wage; fold f.
    replace (u1 - (1 - f) * room + room) with (u1 + f * room) by ring.
    pose proof (two_point_cost_upper umin h u1 s Hconv Hu Hs f room R1 ltac:(lra)
      ltac:(unfold room; lra)) as W.
    apply Rle_trans with (1 := W), Rplus_le_compat_l, Rmult_le_compat_r; [|exact F1].
    pose proof (bregman_nonneg umin h u1 s Hconv Hu Hs room ltac:(unfold room; lra)).
    pose proof (bregman_nonneg umin h u1 s Hconv Hu Hs (- room) ltac:(lra)); lra.
Qed.

(** ** Both directions of the exponent *)

Hypothesis Hq : q0 < q1.
Hypothesis Hslope : 0 < s.
Hypothesis Hcurved : 0 < cost_step.

Theorem discrete_rate eps : 0 < eps -> eventually (fun n =>
  (exists phi base b, test phi /\ implements_target n phi base b /\
     target_wage n phi base b - h u1 <= exp (- (INR n * (KL q0 q1 - eps)))) /\
  (forall phi base b, test phi -> implements_target n phi base b ->
     exp (- (INR n * (KL q0 q1 + eps))) <= target_wage n phi base b - h u1)).
Proof.
  intros He; pose proof room_gt as RG; assert (S0 : 0 < step) by (unfold step; lra).
  assert (KL0 : 0 < KL q0 q1) by (apply KL_pos; try assumption; lra).
  apply eventually_and.
  - destruct (KL_near q0 q1 (eps / 2) Hq0 Hq1 Hq ltac:(lra)) as [x [Hx Kx]].
    assert (Px : probability x) by (destruct Hq0, Hq1; unfold probability; lra).
    assert (K1 : 0 < KL x q1) by (apply KL_pos; try assumption; lra).
    assert (K0 : 0 < KL x q0) by (apply KL_pos; try assumption; lra).
    set (D := bregman h u1 s room + bregman h u1 s (- room)).
    assert (D0 : 0 <= D).
    { assert (Hu : umin <= u1) by (unfold u1; lra).
      pose proof (bregman_nonneg umin h u1 s Hconv Hu Hs room ltac:(unfold room; lra)).
      pose proof (bregman_nonneg umin h u1 s Hconv Hu Hs (- room) ltac:(lra)); unfold D; lra. }
    assert (Q : 0 < 1 - step / room).
    { assert (step / room < 1); [|lra].
      apply Rmult_lt_reg_r with room; [lra|].
      replace (step / room * room) with step by (field; lra); lra. }
    destruct (eventually_and _ _
      (eventually_and _ _ (eventually_small ((1 - step / room) / 2) (KL x q1) ltac:(lra) K1)
        (eventually_small ((1 - step / room) / 2) (KL x q0) ltac:(lra) K0))
      (eventually_small (/ (1 + D)) (eps / 2) ltac:(apply Rinv_0_lt_compat; lra) ltac:(lra)))
      as [N H]; exists N; intros n Hn.
    destruct (H n Hn) as [[H1 H2] H3].
    destruct (discrete_premium_upper x n Hx ltac:(lra)) as [base [Im W]].
    exists (threshold x n), base, room; split; [apply threshold_test|split; [exact Im|]].
    fold D in W; apply Rle_trans with (exp (- (INR n * KL x q1)) * D); [lra|].
    pose proof (pos_INR n) as N0.
    apply Rle_trans with (exp (- (INR n * (KL q0 q1 - eps / 2))) * D).
    { apply Rmult_le_compat_r; [exact D0|].
      assert (L : - (INR n * KL x q1) <= - (INR n * (KL q0 q1 - eps / 2))) by nra.
      destruct L as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra]. }
    replace (- (INR n * (KL q0 q1 - eps / 2)))
      with (- (INR n * (KL q0 q1 - eps)) + - (INR n * (eps / 2))) by field.
    rewrite exp_plus, Rmult_assoc.
    rewrite <- (Rmult_1_r (exp (- (INR n * (KL q0 q1 - eps))))) at 2.
    apply Rmult_le_compat_l; [left; apply exp_pos|].
    apply Rle_trans with (/ (1 + D) * D); [apply Rmult_le_compat_r; assumption|].
    apply Rmult_le_reg_l with (1 + D); [lra|].
    rewrite <- Rmult_assoc, Rinv_r by lra; lra.
  - assert (V0 := llr_variance_nonneg q0 q1 Hq0).
    set (v := llr_variance q0 q1) in *.
    set (a := step / (4 * room)); assert (A0 : 0 < a) by (apply Rdiv_lt_0_compat; lra).
    assert (M0 : 0 < s * room) by (apply Rmult_lt_0_compat; lra).
    set (e2 := eps / 2); assert (E2 : 0 < e2) by (unfold e2; lra).
    assert (C0 : 0 < cost_step * (a / 2)) by (apply Rmult_lt_0_compat; lra).
    destruct (eventually_and _ _
      (eventually_and _ _ (eventually_small (s * room) e2 M0 E2)
        (eventually_small (cost_step / 2) e2 ltac:(lra) E2))
      (eventually_and _ _ (eventually_small (cost_step * (a / 2)) e2 C0 E2)
        (eventually_and _ _ (eventually_ge 1) (eventually_ge (2 * v / (a * (e2 * e2)))))))
      as [N H]; exists N; intros n Hn phi base b Ht Im.
    destruct (H n Hn) as [[H1 H2] [H3 [H4 H5]]].
    assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
    pose proof (discrete_premium_lower n phi base b e2 n0 E2 Ht Im) as P.
    fold a v in P.
    assert (Small : exp (- (INR n * (KL q0 q1 + eps))) <= exp (- (INR n * e2))).
    { assert (L : - (INR n * (KL q0 q1 + eps)) < - (INR n * e2)) by (unfold e2; nra).
      left; apply exp_increasing; exact L. }
    match type of P with _ + Rmin (Rmin _ _) ?t <= _ => set (t0 := t) in * end.
    cut (exp (- (INR n * (KL q0 q1 + eps))) <= Rmin (Rmin (s * room) (cost_step / 2)) t0); [lra|].
    apply Rmin_glb; [apply Rmin_glb; lra|].
    assert (V : v / (INR n * (e2 * e2)) <= a / 2).
    { assert (Ep : 0 < e2 * e2) by nra.
      apply Rmult_le_reg_r with (INR n * (e2 * e2)); [nra|].
      replace (v / (INR n * (e2 * e2)) * (INR n * (e2 * e2))) with v by (field; lra).
      apply Rmult_le_compat_r with (r := a * (e2 * e2)) in H5; [|nra].
      replace (2 * v / (a * (e2 * e2)) * (a * (e2 * e2))) with (2 * v) in H5 by (field; lra).
      lra. }
    unfold t0; replace (- (INR n * (KL q0 q1 + eps)))
      with (- (INR n * (KL q0 q1 + e2)) + - (INR n * e2)) by (unfold e2; field).
    rewrite exp_plus.
    set (E := exp (- (INR n * (KL q0 q1 + e2)))); assert (E0 : 0 < E) by apply exp_pos.
    apply Rle_trans with (E * (cost_step * (a / 2))); [apply Rmult_le_compat_l; lra|].
    replace (E * (cost_step * (a / 2))) with (cost_step * (E * (a / 2))) by ring.
    apply Rmult_le_compat_l; [lra|apply Rmult_le_compat_l; lra].
Qed.

(** A test on the whole list of signals, psi its probability of failing, does not get below that either. *)
Theorem discrete_rate_list eps : 0 < eps -> eventually (fun n =>
  forall (psi : list bool -> R) base b, (forall l, 0 <= psi l <= 1) ->
    base + b * (1 - expect q0 n psi) - c0 <= base + b * (1 - expect q1 n psi) - c1 ->
    U0 <= base + b * (1 - expect q1 n psi) - c1 -> 0 <= b -> umin <= base ->
    exp (- (INR n * (KL q0 q1 + eps))) <=
    (1 - expect q1 n psi) * h (base + b) + expect q1 n psi * h base - h u1).
Proof.
  intros He; apply eventually_impl with (2 := discrete_rate eps He).
  intros n [_ Low] psi base b Hp Pref Part Hb Li.
  destruct (count_test n psi Hp) as [phi [P Eq]].
  specialize (Low phi base b P); unfold target_wage in Low; rewrite Eq in Low; apply Low.
  split; rewrite ?Eq; assumption.
Qed.
End TwoEfforts.
