(** * T9, two tiers: the model, and the order of what they cost from below

    In words.  A two-tier contract pays the utility [base], [b0] more from m0 agreements on, and [b1] more from m1 on.
    Whatever the two thresholds and bonuses, if effort e is a best reply among all efforts and the annotator accepts,
    the pay costs at least a constant times sqrt(log n / log log n)/n more than the first-best wage
    ([two_tier_lower], the same n and constant for a family of efforts along which nothing degenerates).

    How.  The deviation to no effort asks one of the bonuses, the guard, for c(e)/2 or more.  Its failure must then be
    rare, of order log n/n, or its variance alone is too dear.  A test that is failed so rarely is flat at e, and still
    so at an effort lower by a small multiple of sqrt(log n / n) ([shortfall_rare], [shift_rare]): there the other
    bonus, the spur, must deter by itself, and so be of that size.  It also gives the marginal incentive; at sqrt(log log n)
    standard deviations from the mean the count pays too little for it, and nearer to it the spur fails too often
    ([guard_and_spur]).

    Source.  This project.

    Assumed.  h nondecreasing and [curved] with modulus m > 0 on the utilities that may be paid, an interval. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually BinomialTilt Samples Curvature BestReply CountDeviation TestMoments LogLog.
From FirstBest Require Import T7_Limit.
Open Scope R_scope.

(** ** The model *)

(** Utility of k agreements. *)
Definition two_tiers (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R) (k : nat) : R :=
  base + b0 * (1 - below m0 k) + b1 * (1 - below m1 k).

Definition two_tier_pay (base : R) (m0 : nat) (b0 : R) (m1 : nat) (b1 : R) (s : list bool) : R :=
  two_tiers base m0 b0 m1 b1 (count s).

(** ** Mean and variance *)

Lemma two_tier_mean q n base m0 b0 m1 b1 : mean q n (two_tiers base m0 b0 m1 b1) =
  base + b0 * (1 - mean q n (below m0)) + b1 * (1 - mean q n (below m1)).
Proof.
  rewrite (mean_ext q n (two_tiers base m0 b0 m1 b1)
    (fun k => (base + b0 + b1) + ((- b0) * below m0 k + (- b1) * below m1 k))) by (intros k _; unfold two_tiers; ring).
  set (a := base + b0 + b1); rewrite !mean_plus, !mean_scale, mean_const; unfold a; ring.
Qed.

Lemma below_square m k : below m k * below m k = below m k.
Proof. unfold below; destruct (Nat.ltb k m); ring. Qed.

Lemma below_both q n m0 m1 : 0 <= q <= 1 ->
  mean q n (below m0) * mean q n (below m1) <= mean q n (fun k => below m0 k * below m1 k).
Proof.
  intros Hq.
  assert (R0 : forall m, 0 <= mean q n (below m) <= 1) by (intros m; apply mean_range; [exact Hq|apply below_range]).
  pose proof (R0 m0); pose proof (R0 m1).
  assert (E : forall i j, (i <= j)%nat -> forall k, below i k * below j k = below i k).
  { intros i j L k; unfold below; destruct (Nat.ltb_spec k i), (Nat.ltb_spec k j); try ring; lia. }
  destruct (Nat.le_ge_cases m0 m1) as [L|L].
  - rewrite (mean_ext q n (fun k => below m0 k * below m1 k) (below m0)) by (intros; apply E, L); nra.
  - rewrite (mean_ext q n (fun k => below m0 k * below m1 k) (below m1)) by (intros; rewrite Rmult_comm; apply E, L).
    nra.
Qed.

(** Each tier adds its own variance at least. *)
Lemma two_tier_variance q n base m0 b0 m1 b1 : 0 <= q <= 1 -> 0 <= b0 -> 0 <= b1 ->
  let a := mean q n (two_tiers base m0 b0 m1 b1) in
  b0 * b0 * (mean q n (below m0) * (1 - mean q n (below m0))) +
  b1 * b1 * (mean q n (below m1) * (1 - mean q n (below m1))) <=
  mean q n (fun k => (two_tiers base m0 b0 m1 b1 k - a) * (two_tiers base m0 b0 m1 b1 k - a)).
Proof.
  intros Hq B0 B1 a; unfold a; rewrite two_tier_mean; unfold two_tiers.
  pose proof (below_both q n m0 m1 Hq) as C.
  set (f0 := mean q n (below m0)) in *; set (f1 := mean q n (below m1)) in *.
  set (f01 := mean q n (fun k => below m0 k * below m1 k)) in *.
  set (d := b0 * f0 + b1 * f1).
  rewrite (mean_ext q n (fun k => (_ - _) * (_ - _)) (fun k => d * d + ((b0 * b0 - 2 * d * b0) * below m0 k + ((b1 * b1 - 2 * d * b1) * below m1 k +
    2 * b0 * b1 * (below m0 k * below m1 k))))).
  2:{ intros k _.
      replace (b0 * b0 * below m0 k) with (b0 * b0 * (below m0 k * below m0 k)) by (rewrite below_square; reflexivity).
      transitivity (d * d - 2 * d * b0 * below m0 k - 2 * d * b1 * below m1 k + b0 * b0 * (below m0 k * below m0 k) +
        b1 * b1 * (below m1 k * below m1 k) + 2 * b0 * b1 * (below m0 k * below m1 k)).
      - unfold d; ring.
      - rewrite !below_square; ring. }
  rewrite !mean_plus, !mean_scale, mean_const; fold f0 f1 f01.
  assert (0 <= b0 * b1 * (f01 - f0 * f1)) by (apply Rmult_le_pos; [apply Rmult_le_pos; assumption|lra]).
  unfold d; lra.
Qed.

(** ** Guard and spur: what the deviations ask for, in numbers *)

Lemma fourth_le x y : 0 <= y -> x ^ 4 <= y ^ 4 -> x <= y.
Proof.
  intros Y H; destruct (Rle_or_lt x y) as [L|L]; [exact L|exfalso].
  assert (y * y < x * x) by nra; assert (0 <= y * y) by nra.
  replace (x ^ 4) with (x * x * (x * x)) in H by ring; replace (y ^ 4) with (y * y * (y * y)) in H by ring; nra.
Qed.

Lemma third_le x y : 0 <= y -> x ^ 3 <= y ^ 3 -> x <= y.
Proof.
  intros Y H; destruct (Rle_or_lt x y) as [L|L]; [exact L|exfalso].
  assert (y * y < x * x) by nra; assert (0 <= y * y) by nra.
  replace (x ^ 3) with (x * (x * x)) in H by ring; replace (y ^ 3) with (y * (y * y)) in H by ring; nra.
Qed.

Section Numbers.
Variables (N S0 rho X C L E W W0 : R).
Hypothesis HN : 0 < N.
Hypothesis HS : 0 < S0.
Hypothesis Hrho : 0 < rho.
Hypothesis HX : 0 <= X.
Hypothesis HC : 0 < C.
Hypothesis HL : 0 < L.
Hypothesis HE : 0 < E.
Hypothesis HW : 0 <= W <= W0.
Hypothesis A1 : 8 * W0 <= C * C.
Hypothesis A2 : 16 * W0 ^ 3 * (N * N) <= C * C * (S0 / 2) ^ 4.
Hypothesis A3 : 16 * W0 ^ 3 * X <= C * C * rho ^ 4.

(** A bonus of size b, failed with probability f at e and F at the lower effort, mean shortfall g. *)
Record tier (b f F g : R) : Prop := {
  bonus_up : 0 <= b; fail_unit : 0 <= f <= 1; fail_low : 0 <= F <= 1;
  flat : g ^ 4 <= N * N * f ^ 3; shifted : F ^ 4 <= X * f ^ 3; moderate : g <= L * f + E;
  varies : b * b * (f * (1 - f)) <= W }.

(** The guard: nothing at the margin, nothing at the lower effort. *)
Lemma guard_idle b f F g : tier b f F g -> C / 2 <= b * (1 - f) -> b * g <= S0 / 2 /\ b * F <= rho.
Proof.
  intros [B Hf HF Hg Hs _ Hv] D.
  assert (P1 : b * (1 - f) * (b * (1 - f)) * f <= W0).
  { replace (b * (1 - f) * (b * (1 - f)) * f) with (b * b * (f * (1 - f)) * (1 - f)) by ring.
    apply Rle_trans with (W * 1); [apply Rmult_le_compat|]; try lra.
    apply Rmult_le_pos; [nra|apply Rmult_le_pos; lra]. }
  assert (P2 : C / 2 * (C / 2) <= b * (1 - f) * (b * (1 - f))) by (apply Rmult_le_compat; lra).
  assert (P3 : C / 2 * (C / 2) * f <= W0) by (apply Rle_trans with (2 := P1), Rmult_le_compat_r; lra).
  assert (C2 : 0 < C * C) by nra.
  assert (F1 : f <= 4 * W0 / (C * C)).
  { apply Rmult_le_reg_r with (C * C); [exact C2|].
    replace (4 * W0 / (C * C) * (C * C)) with (4 * W0) by (field; lra); lra. }
  assert (F2 : f <= 1 / 2).
  { apply Rmult_le_reg_l with (C * C); [exact C2|]; lra. }
  assert (V : b * b * f <= 2 * W0).
  { assert (b * b * f * (1 / 2) <= b * b * f * (1 - f)).
    { apply Rmult_le_compat_l; [apply Rmult_le_pos; [nra|lra]|lra]. }
    replace (b * b * (f * (1 - f))) with (b * b * f * (1 - f)) in Hv by ring; lra. }
  assert (V0 : 0 <= b * b * f) by (apply Rmult_le_pos; [nra|lra]).
  assert (T : b ^ 4 * f ^ 3 * (C * C) <= 16 * W0 ^ 3).
  { replace (b ^ 4 * f ^ 3 * (C * C)) with (b * b * f * (b * b * f) * (f * (C * C))) by ring.
    assert (f * (C * C) <= 4 * W0) by lra.
    assert (0 <= f * (C * C)) by (apply Rmult_le_pos; lra).
    assert (b * b * f * (b * b * f) <= 2 * W0 * (2 * W0)) by (apply Rmult_le_compat; lra).
    replace (16 * W0 ^ 3) with (2 * W0 * (2 * W0) * (4 * W0)) by ring.
    apply Rmult_le_compat; try lra; apply Rmult_le_pos; lra. }
  assert (B4 : 0 <= b ^ 4) by (apply pow_le; exact B).
  split; apply fourth_le; try lra; rewrite Rpow_mult_distr; apply Rmult_le_reg_l with (C * C); try exact C2.
  - apply Rle_trans with (2 := A2).
    apply Rle_trans with (b ^ 4 * f ^ 3 * (C * C) * (N * N)); [|apply Rmult_le_compat_r; [nra|exact T]].
    apply Rmult_le_compat_l with (r := b ^ 4 * (C * C)) in Hg; [|apply Rmult_le_pos; lra]; lra.
  - apply Rle_trans with (2 := A3).
    apply Rle_trans with (b ^ 4 * f ^ 3 * (C * C) * X); [|apply Rmult_le_compat_r; [exact HX|exact T]].
    apply Rmult_le_compat_l with (r := b ^ 4 * (C * C)) in Hs; [|apply Rmult_le_pos; lra]; lra.
Qed.

(** The spur: of size rho at least, and with half of the marginal incentive. *)
Lemma spur_costs b f F g : tier b f F g -> S0 / 2 <= b * g -> rho <= b * (F - f) ->
  S0 * rho / (4 * L) <= W \/ S0 / (4 * E) * (rho / 2) <= W \/
  S0 ^ 4 * (S0 / (4 * E) * (S0 / (4 * E))) <= 128 * (N * N) * W ^ 3.
Proof.
  intros [B Hf HF Hg _ Hm Hv] M D.
  assert (D1 : rho <= b * (1 - f)).
  { apply Rle_trans with (1 := D), Rmult_le_compat_l; lra. }
  assert (V : b * f * (b * (1 - f)) <= W) by lra.
  assert (bf : 0 <= b * f) by (apply Rmult_le_pos; lra).
  destruct (Rle_or_lt (b * E) (S0 / 4)) as [Sm|Bg].
  - left; apply Rmult_le_compat_l with (r := b) in Hm; [|exact B].
    assert (K : S0 / (4 * L) <= b * f).
    { apply Rmult_le_reg_r with (4 * L); [lra|]; replace (S0 / (4 * L) * (4 * L)) with S0 by (field; lra); lra. }
    replace (S0 * rho / (4 * L)) with (S0 / (4 * L) * rho) by (field; lra).
    apply Rle_trans with (2 := V), Rmult_le_compat; try lra; apply Rdiv_le_0_compat; lra.
  - right; set (be := S0 / (4 * E)).
    assert (be0 : 0 < be) by (apply Rdiv_lt_0_compat; lra).
    assert (Bb : be <= b).
    { apply Rmult_le_reg_r with (4 * E); [lra|]; unfold be; replace (S0 / (4 * E) * (4 * E)) with S0 by (field; lra); lra. }
    destruct (Rle_or_lt f (1 / 2)) as [H|H].
    + right.
      assert (V2 : b * b * f <= 2 * W).
      { assert (b * b * f * (1 / 2) <= b * b * f * (1 - f)).
        { apply Rmult_le_compat_l; [apply Rmult_le_pos; [nra|lra]|lra]. }
        lra. }
      assert (V0 : 0 <= b * b * f) by (apply Rmult_le_pos; [nra|lra]).
      assert (G4 : (S0 / 2) ^ 4 <= b ^ 4 * (N * N * f ^ 3)).
      { apply Rle_trans with ((b * g) ^ 4); [apply pow_incr; lra|].
        rewrite Rpow_mult_distr; apply Rmult_le_compat_l; [apply pow_le; exact B|exact Hg]. }
      assert (V3 : (b * b * f) ^ 3 <= (2 * W) ^ 3) by (apply pow_incr; lra).
      assert (bb : be * be <= b * b) by (apply Rmult_le_compat; lra).
      assert (0 <= b ^ 4 * (N * N * f ^ 3)).
      { apply Rle_trans with (2 := G4), pow_le; lra. }
      assert (Q : (S0 / 2) ^ 4 * (be * be) <= b ^ 4 * (N * N * f ^ 3) * (b * b)).
      { apply Rmult_le_compat; try lra; [apply pow_le; lra|nra]. }
      replace (b ^ 4 * (N * N * f ^ 3) * (b * b)) with (N * N * (b * b * f) ^ 3) in Q by ring.
      assert (N * N * (b * b * f) ^ 3 <= N * N * (2 * W) ^ 3) by (apply Rmult_le_compat_l; [nra|exact V3]).
      replace (N * N * (2 * W) ^ 3) with (8 * (N * N * W ^ 3)) in * by ring.
      replace ((S0 / 2) ^ 4) with (S0 ^ 4 / 16) in Q by field; lra.
    + left; apply Rle_trans with (2 := V).
      replace (be * (rho / 2)) with (be * (1 / 2) * rho) by field.
      apply Rmult_le_compat; try lra; apply Rmult_le_compat; lra.
Qed.

Theorem guard_and_spur b0 f0 F0 g0 b1 f1 F1 g1 : tier b0 f0 F0 g0 -> tier b1 f1 F1 g1 ->
  S0 <= b0 * g0 + b1 * g1 -> C <= b0 * (1 - f0) + b1 * (1 - f1) ->
  2 * rho <= b0 * (F0 - f0) + b1 * (F1 - f1) ->
  S0 * rho / (4 * L) <= W \/ S0 / (4 * E) * (rho / 2) <= W \/
  S0 ^ 4 * (S0 / (4 * E) * (S0 / (4 * E))) <= 128 * (N * N) * W ^ 3.
Proof.
  intros T0 T1 Foc Det Dev.
  pose proof (bonus_up _ _ _ _ T0); pose proof (bonus_up _ _ _ _ T1).
  pose proof (fail_unit _ _ _ _ T0); pose proof (fail_unit _ _ _ _ T1).
  assert (0 <= b0 * f0) by (apply Rmult_le_pos; lra); assert (0 <= b1 * f1) by (apply Rmult_le_pos; lra).
  destruct (Rle_or_lt (C / 2) (b0 * (1 - f0))) as [G|G].
  - destruct (guard_idle b0 f0 F0 g0 T0 G) as [P Q]; apply (spur_costs b1 f1 F1 g1 T1); lra.
  - destruct (guard_idle b1 f1 F1 g1 T1 ltac:(lra)) as [P Q]; apply (spur_costs b0 f0 F0 g0 T0); lra.
Qed.
End Numbers.

(** ** The three ways out, as rates *)

Section Rates.
Variables (w ep L rl rL rN N r S0 W : R).
Hypothesis Hw : 0 < w <= 1 / 4.
Hypothesis Hep : 0 < ep <= 1.
Hypothesis HL : 1 <= L.
Hypothesis Hrl : 1 <= rl.
Hypothesis HrL : 1 <= rL.
Hypothesis HrN : 1 <= rN.
Hypothesis RL : rL * rL = L.
Hypothesis RN : rN * rN = N.
Hypothesis Hr : 1 <= r <= 3 * rl.
Hypothesis HS : w <= S0.
Hypothesis HW : 0 <= W.

Let lo := w * w * ep / 24.
Let rho := w * (ep * (rL / rN)) / 2.

Lemma one_le_mult x y : 1 <= x -> 1 <= y -> 1 <= x * y.
Proof. intros X Y; rewrite <- (Rmult_1_l 1); apply Rmult_le_compat; lra. Qed.

Lemma wwe : 0 < w * w * ep.
Proof. repeat apply Rmult_lt_0_compat; lra. Qed.

Lemma tier_rate_small y : rL <= y -> lo * (y / N) <= W -> lo * (rL / rl / N) <= W.
Proof.
  intros Y H; pose proof wwe; pose proof (one_le_mult rN rN HrN HrN) as N1; rewrite RN in N1.
  apply Rle_trans with (2 := H), Rmult_le_compat_l; [unfold lo; lra|].
  apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|]; apply Rle_trans with (2 := Y).
  apply Rmult_le_reg_r with rl; [lra|]; replace (rL / rl * rl) with (rL * 1) by (field; lra).
  apply Rmult_le_compat_l; lra.
Qed.

Lemma way_moderate : S0 * rho / (4 * (r * rN)) <= W -> lo * (rL / rl / N) <= W.
Proof.
  intros H; apply Rle_trans with (2 := H).
  assert (R0 : 0 < rho).
  { unfold rho; apply Rdiv_lt_0_compat; [|lra]; repeat apply Rmult_lt_0_compat; try lra; apply Rinv_0_lt_compat; lra. }
  assert (P : 0 < r * rN) by (apply Rmult_lt_0_compat; lra).
  apply Rle_trans with (w * rho / (4 * (3 * rl * rN))).
  - apply Req_le; unfold lo, rho; rewrite <- RN; field; lra.
  - apply Rmult_le_compat; try (left; apply Rinv_0_lt_compat).
    + apply Rmult_le_pos; lra.
    + repeat apply Rmult_lt_0_compat; lra.
    + apply Rmult_le_compat_r; lra.
    + apply Rinv_le_contravar; [lra|]; apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_r; lra.
Qed.

Let E := rN / (L ^ 3 * r).

Lemma L3_ge : 1 <= L ^ 3.
Proof. replace (L ^ 3) with (L * (L * L)) by ring; apply one_le_mult; [exact HL|apply one_le_mult; exact HL]. Qed.

Lemma way_large : S0 / (4 * E) * (rho / 2) <= W -> lo * (rL / rl / N) <= W.
Proof.
  intros H; pose proof L3_ge as L3; pose proof (one_le_mult (L ^ 3) r L3 ltac:(lra)) as P; pose proof wwe.
  apply (tier_rate_small (rL * (L ^ 3 * r))).
  { rewrite <- (Rmult_1_r rL) at 1; apply Rmult_le_compat_l; lra. }
  apply Rle_trans with (2 := H).
  replace (S0 / (4 * E) * (rho / 2)) with (S0 * (w * ep * (rL * (L ^ 3 * r) / N) / 16)).
  2:{ unfold E, rho; rewrite <- RN; field; repeat split; lra. }
  assert (Q : 0 <= rL * (L ^ 3 * r) / N).
  { apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|]; rewrite <- RN; apply Rmult_lt_0_compat; lra. }
  set (z := rL * (L ^ 3 * r) / N) in *.
  assert (Z : 0 <= w * ep * z / 16) by (apply Rdiv_le_0_compat; [apply Rmult_le_pos; [apply Rmult_le_pos|]|]; lra).
  apply Rle_trans with (w * (w * ep * z / 16)); [|apply Rmult_le_compat_r; lra].
  assert (0 <= w * w * ep * z) by (apply Rmult_le_pos; lra); unfold lo; lra.
Qed.

Lemma way_fourth : S0 ^ 4 * (S0 / (4 * E) * (S0 / (4 * E))) <= 128 * (N * N) * W ^ 3 -> lo * (rL / rl / N) <= W.
Proof.
  intros H; pose proof L3_ge as L3; pose proof wwe.
  pose proof (one_le_mult rN rN HrN HrN) as N1; rewrite RN in N1.
  apply (tier_rate_small (L * L)).
  { assert (rL * 1 <= rL * rL) by (apply Rmult_le_compat_l; lra).
    assert (L * 1 <= L * L) by (apply Rmult_le_compat_l; lra); lra. }
  apply third_le; [exact HW|].
  assert (NN : 0 < 128 * (N * N)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
  apply Rmult_le_reg_l with (128 * (N * N)); [exact NN|].
  apply Rle_trans with (2 := H); set (b := L ^ 3 / (4 * rN)).
  assert (b0 : 0 <= b) by (apply Rdiv_le_0_compat; lra).
  assert (Bd : w * b <= S0 / (4 * E)).
  { replace (S0 / (4 * E)) with (S0 * (b * r)) by (unfold E, b; field; repeat split; lra).
    apply Rmult_le_compat; try lra; rewrite <- (Rmult_1_r b) at 1; apply Rmult_le_compat_l; lra. }
  assert (wb : 0 <= w * b) by (apply Rmult_le_pos; lra).
  assert (w4 : w ^ 4 <= S0 ^ 4) by (apply pow_incr; lra).
  assert (w40 : 0 <= w ^ 4) by (apply pow_le; lra).
  apply Rle_trans with (w ^ 4 * (w * b * (w * b))).
  - replace (w ^ 4 * (w * b * (w * b))) with (w ^ 6 * L ^ 6 / (16 * N)) by (unfold b; rewrite <- RN; field; lra).
    unfold lo; replace (128 * (N * N) * (w * w * ep / 24 * (L * L / N)) ^ 3) with (ep ^ 3 * (w ^ 6 * L ^ 6 / (108 * N)))
      by (field; lra).
    assert (e3 : ep ^ 3 <= 1) by (apply Rle_trans with (1 ^ 3); [apply pow_incr; lra|rewrite pow1; lra]).
    assert (wl : 0 <= w ^ 6 * L ^ 6) by (apply Rmult_le_pos; apply pow_le; lra).
    apply Rle_trans with (1 * (w ^ 6 * L ^ 6 / (108 * N))).
    { apply Rmult_le_compat_r; [apply Rdiv_le_0_compat; lra|exact e3]. }
    rewrite Rmult_1_l; apply Rmult_le_compat_l; [exact wl|]; apply Rinv_le_contravar; lra.
  - apply Rmult_le_compat; try assumption; [apply Rmult_le_pos; assumption|].
    apply Rmult_le_compat; assumption.
Qed.
End Rates.
