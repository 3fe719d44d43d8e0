(** * T8 discrete-rate: no pay of any shape has a better exponent than a bonus

    In words.  Two efforts with agreement q0 < q1 and costs c0 < c1; the dearer is to be implemented.  Let pay v, in utility,
    be any function of the whole list of n signals.  If the annotator prefers the dearer effort and accepts, the premium
    E h(v) - h(U0 + c1) is at least exp(-n (KL(q0, q1) + eps)) from some n on ([any_pay_lower]).  A bonus reaches
    exp(-n (KL(q0, q1) - eps)) (T8_DiscreteRate.v), so more steps do not help the exponent.

    How.  Where the premium is small, mean pay is next to the first-best utility u1; incentives then ask that pay fall short of
    u1 by a fixed amount with a fixed probability under the cheaper effort.  By Stein's lemma it does so with probability
    exp(-n (KL + eps)) or more under the dearer one, and each such shortfall costs a fixed amount, for h is convex.

    Source.  This project (the lower half of T8 for every contract).

    Assumed.  [smooth_wage] on the utilities that may be paid, which are bounded below; slope of h positive at u1. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Eventually Samples Curvature CountSuffices Nearby.
From FirstBest Require Import T8_DiscreteRate T7_LimitInstances T5_BoundedUtility.
Open Scope R_scope.

Section AnyPay.
Variables (pay : R -> Prop) (h h1 h2 : R -> R) (umin U0 c0 c1 q0 q1 : R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Low : forall x, pay x -> umin <= x.
Hypothesis Hq0 : probability q0.
Hypothesis Hq1 : probability q1.
Hypothesis Hq : q0 < q1.
Hypothesis Hc : c0 < c1.

Let u1 : R := U0 + c1.
Let step : R := c1 - c0.
(** A utility clearly below the first best's. *)
Let z : R := u1 - step / 4.
Hypothesis Pu : pay u1.
Hypothesis Pz : pay z.
Hypothesis Rise : 0 < h1 u1.

Let kappa : R := h z - (h u1 + h1 u1 * (z - u1)).

Lemma step_pos : 0 < step. Proof. unfold step; lra. Qed.

Lemma kappa_pos : 0 < kappa.
Proof.
  pose proof step_pos as S; assert (Z : z < u1) by (unfold z; lra).
  assert (In : forall y, z <= y <= u1 -> pay y) by (intros; apply (wage_interval _ _ _ _ Sm z y u1); assumption).
  destruct (continuity_ab_maj (fun y => - h2 y) z u1 (Rlt_le _ _ Z)) as [y [Y1 Y2]].
  { intros y Y; apply (continuity_pt_opp h2), continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    apply (wage_smooth _ _ _ _ Sm), In, Y. }
  pose proof (wage_convex _ _ _ _ Sm y (In y Y2)) as M.
  pose proof (second_order_lower pay h h1 h2 (wage_interval _ _ _ _ Sm) (wage_slope _ _ _ _ Sm)
    (wage_curvature _ _ _ _ Sm) u1 z (h2 y) Pu Pz) as T.
  assert (L : h u1 + h1 u1 * (z - u1) + h2 y / 2 * ((z - u1) * (z - u1)) <= h z).
  { apply T; intros x B; unfold between, Rmin, Rmax in B; destruct (Rle_dec u1 z) as [C|C]; [lra|].
    specialize (Y1 x ltac:(lra)); lra. }
  assert (0 < h2 y / 2 * ((z - u1) * (z - u1))); [|unfold kappa; lra].
  apply Rmult_lt_0_compat; [lra|apply (Rlt_0_sqr (z - u1)); lra].
Qed.

(** A shortfall below z costs kappa or more above the tangent. *)
Lemma shortfall_costs y : pay y -> y <= z -> h u1 + h1 u1 * (y - u1) + kappa <= h y.
Proof.
  intros Y L; pose proof step_pos as S.
  set (t := (z - y) / (u1 - y)); assert (D : 0 < u1 - y) by (unfold z in *; lra).
  assert (T : 0 <= t < 1).
  { unfold t, z in *; split; [apply Rdiv_le_0_compat; lra|].
    apply Rmult_lt_reg_r with (u1 - y); [exact D|].
    replace ((u1 - step / 4 - y) / (u1 - y) * (u1 - y)) with (u1 - step / 4 - y) by (field; lra); lra. }
  pose proof (wage_chord pay h h1 h2 Sm y u1 t Y Pu ltac:(lra)) as C.
  replace ((1 - t) * y + t * u1) with z in C by (unfold t; field; lra).
  pose proof (wage_tangent pay h h1 h2 Sm u1 y Pu Y) as W.
  set (D' := h y - (h u1 + h1 u1 * (y - u1))) in *.
  assert (E : kappa <= (1 - t) * D').
  { unfold kappa, D'; replace (h1 u1 * (z - u1)) with ((1 - t) * (h1 u1 * (y - u1))).
    - lra.
    - unfold t; field; lra. }
  assert ((1 - t) * D' <= 1 * D') by (apply Rmult_le_compat_r; unfold D' in *; lra).
  unfold D' in *; lra.
Qed.

Theorem any_pay_lower eps : 0 < eps -> eventually (fun n =>
  forall v : list bool -> R, (forall s, length s = n -> pay (v s)) ->
    expect q0 n v - c0 <= expect q1 n v - c1 -> U0 <= expect q1 n v - c1 ->
    exp (- (INR n * (KL q0 q1 + eps))) <= expect q1 n (fun s => h (v s)) - h u1).
Proof.
  intros He; pose proof step_pos as S0; pose proof kappa_pos as K0.
  destruct Hq0 as [A0 A1]; destruct Hq1 as [B0 B1].
  pose proof (KL_pos q0 q1 Hq0 Hq1 ltac:(lra)) as KL0.
  pose proof (llr_variance_nonneg q0 q1) as V0; set (V := llr_variance q0 q1) in *.
  set (room := u1 - umin).
  assert (Room : step / 4 <= room) by (pose proof (Low z Pz); unfold room, z in *; lra).
  set (a := step / (2 * room)); assert (a0 : 0 < a) by (apply Rdiv_lt_0_compat; lra).
  set (delta := h1 u1 * (step / 4)); assert (d0 : 0 < delta) by (apply Rmult_lt_0_compat; lra).
  set (g := eps / 2); assert (g0 : 0 < g) by (unfold g; lra).
  assert (ka : 0 < kappa * (a / 2)) by (apply Rmult_lt_0_compat; lra).
  (* how large n has to be *)
  set (N := 1 + / delta / eps + 2 * V / (a * (g * g)) + / (kappa * (a / 2)) / g).
  apply eventually_impl with (2 := eventually_ge N); intros n Hn v Py Pref Part.
  assert (Vn : 0 <= V) by (apply V0; assumption).
  assert (T1 : 0 <= / delta / eps) by (apply Rdiv_le_0_compat; [left; apply Rinv_0_lt_compat; lra|lra]).
  assert (T2 : 0 <= 2 * V / (a * (g * g))) by (apply Rdiv_le_0_compat; [lra|apply Rmult_lt_0_compat; nra]).
  assert (T3 : 0 <= / (kappa * (a / 2)) / g) by (apply Rdiv_le_0_compat; [left; apply Rinv_0_lt_compat; lra|lra]).
  assert (n1 : 1 <= INR n) by (unfold N in Hn; lra).
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  assert (E1 : / delta <= INR n * eps).
  { replace (/ delta) with (/ delta / eps * eps) by (field; lra); apply Rmult_le_compat_r; [lra|unfold N in Hn; lra]. }
  assert (E2 : V / (INR n * (g * g)) <= a / 2).
  { apply Rmult_le_reg_r with (INR n * (g * g)); [apply Rmult_lt_0_compat; nra|].
    replace (V / (INR n * (g * g)) * (INR n * (g * g))) with (2 * V / (a * (g * g)) * (a / 2 * (g * g)))
      by (field; repeat split; nra).
    replace (a / 2 * (INR n * (g * g))) with (INR n * (a / 2 * (g * g))) by ring.
    apply Rmult_le_compat_r; [apply Rmult_le_pos; nra|unfold N in Hn; lra]. }
  assert (E3 : / (kappa * (a / 2)) <= INR n * g).
  { replace (/ (kappa * (a / 2))) with (/ (kappa * (a / 2)) / g * g) by (field; repeat split; lra).
    apply Rmult_le_compat_r; [lra|unfold N in Hn; lra]. }
  set (P := expect q1 n (fun s => h (v s)) - h u1).
  destruct (Rle_or_lt delta P) as [Big|Small].
  - (* a premium that does not vanish *)
    apply Rle_trans with delta; [|exact Big].
    apply Rle_trans with (/ (INR n * eps)).
    + rewrite exp_Ropp; apply Rinv_le_contravar; [apply Rlt_le_trans with (/ delta); [apply Rinv_0_lt_compat; lra|exact E1]|].
      assert (INR n * eps <= INR n * (KL q0 q1 + eps)) by (apply Rmult_le_compat_l; lra).
      pose proof (exp_ineq1_le (INR n * (KL q0 q1 + eps))); lra.
    + rewrite <- (Rinv_inv delta); apply Rinv_le_contravar; [apply Rinv_0_lt_compat; lra|exact E1].
  - assert (Q0 : 0 <= q0 <= 1) by lra; assert (Q1 : 0 <= q1 <= 1) by lra.
    set (psi := fun s => if Rle_dec (v s) z then 1 else 0).
    assert (R01 : forall s, 0 <= psi s <= 1) by (intros s; unfold psi; destruct (Rle_dec (v s) z); lra).
    (* what shortfalls cost under the dearer effort *)
    assert (Cost : h u1 + h1 u1 * (expect q1 n v - u1) + kappa * expect q1 n psi <= expect q1 n (fun s => h (v s))).
    { pose proof (expect_le q1 n (fun s => h u1 + h1 u1 * (v s - u1) + kappa * psi s) (fun s => h (v s)) Q1) as L.
      rewrite !expect_plus, !expect_scale, expect_minus, !expect_const in L; apply L.
      intros s Hs; unfold psi; destruct (Rle_dec (v s) z) as [B|B].
      - pose proof (shortfall_costs (v s) (Py s Hs) B); lra.
      - pose proof (wage_tangent pay h h1 h2 Sm u1 (v s) Pu (Py s Hs)); lra. }
    assert (Up : u1 <= expect q1 n v) by (unfold u1; lra).
    assert (F1 : 0 <= expect q1 n psi).
    { rewrite <- (expect_const q1 n 0); apply expect_le; [exact Q1|intros s _; apply R01]. }
    assert (Kp : 0 <= kappa * expect q1 n psi) by (apply Rmult_le_pos; lra).
    assert (Mean : expect q1 n v <= u1 + step / 4).
    { apply Rmult_le_reg_l with (h1 u1); [exact Rise|]; unfold delta, P in *; lra. }
    (* shortfalls under the cheaper effort *)
    assert (Fall : a <= expect q0 n psi).
    { assert (B : z - room * expect q0 n psi <= expect q0 n v).
      { pose proof (expect_le q0 n (fun s => z - room * psi s) v Q0) as L.
        rewrite expect_minus, expect_scale, expect_const in L; apply L.
        intros s Hs; unfold psi; pose proof (Low _ (Py s Hs)); destruct (Rle_dec (v s) z) as [C|C].
        - unfold room, z in *; lra.
        - lra. }
      assert (step / 2 <= room * expect q0 n psi) by (unfold z, step in *; lra).
      apply Rmult_le_reg_l with room; [lra|]; unfold a.
      replace (room * (step / (2 * room))) with (step / 2) by (field; lra); exact H. }
    destruct (count_test n psi R01) as [phi [P01 Eq]].
    pose proof (stein q0 q1 Hq0 Hq1 n phi g n0 g0 P01) as St; rewrite !Eq in St; fold V in St.
    assert (St' : exp (- (INR n * (KL q0 q1 + g))) * (a / 2) <= expect q1 n psi).
    { apply Rle_trans with (2 := St); apply Rmult_le_compat_l; [left; apply exp_pos|lra]. }
    assert (Pk : kappa * (exp (- (INR n * (KL q0 q1 + g))) * (a / 2)) <= P).
    { assert (kappa * (exp (- (INR n * (KL q0 q1 + g))) * (a / 2)) <= kappa * expect q1 n psi)
        by (apply Rmult_le_compat_l; lra).
      assert (0 <= h1 u1 * (expect q1 n v - u1)) by (apply Rmult_le_pos; lra); unfold P; lra. }
    apply Rle_trans with (2 := Pk).
    replace (- (INR n * (KL q0 q1 + eps))) with (- (INR n * (KL q0 q1 + g)) + - (INR n * g)) by (unfold g; field).
    rewrite exp_plus; replace (kappa * (exp (- (INR n * (KL q0 q1 + g))) * (a / 2)))
      with (exp (- (INR n * (KL q0 q1 + g))) * (kappa * (a / 2))) by ring.
    apply Rmult_le_compat_l; [left; apply exp_pos|].
    rewrite exp_Ropp, <- (Rinv_inv (kappa * (a / 2))); apply Rinv_le_contravar; [apply Rinv_0_lt_compat; lra|].
    pose proof (exp_ineq1_le (INR n * g)); lra.
Qed.
End AnyPay.
