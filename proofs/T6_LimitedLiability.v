(** * T6 and T7 where limited liability binds: linear pay cut off at a floor and a cap

    In words.  Utilities may be paid from lo up (lo < U0) and up to hi (above ubar = U0 + c(eta)).
    Pay linear in the share of agreements leaves these limits when few samples agree.  Cut it
    off there, stretch it by a factor 1 + O(1/n^2) so that the marginal incentive is c' again, and
    add O(1/n^2) for participation.  From some n on ([liable_upper]) effort is still a global best
    reply among all efforts, and the cost is h(ubar) + K/n + O(1/n^2) with the same constant K.

    Why a best reply.  A floor bends the expected utility upwards, but near eta by O(1/n) only:
    fewer than samples that pay the floor are an event of probability O(1/n^2).  The cost's own
    convexity outweighs that.  Far below eta the floor is worth less than U0.

    Source.  This project.

    Assumed.  As T7_Limit.v, with the cost strongly convex in the probability of agreement, from
    eta: c(e) >= c + (c'/q')(q(e) - q) + m/2 (q(e) - q)^2 with m > 0; c >= 0; c'(eta) > 0. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage BestReply CutOff Suprema.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T6_LinearRate T7_Limit.
Open Scope R_scope.

(** ** The contract *)

Section Liable.
Variables (q c : R -> R) (eta d c1 U0 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Hd : 0 < d.
Hypothesis Pq : probability (q eta).
Hypothesis Q01 : forall e, 0 <= e <= 1 -> 0 <= q e <= 1.
Hypothesis Hc1 : 0 < c1.
Hypothesis Hcpos : forall e, 0 <= e <= 1 -> 0 <= c e.

(** The cost outgrows its supporting line at eta by a square. *)
Variable m : R.
Hypothesis Hm : 0 < m.
Hypothesis Strong : forall e, 0 <= e <= 1 ->
  c eta + c1 / d * (q e - q eta) + m / 2 * ((q e - q eta) * (q e - q eta)) <= c e.

Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).
Hypothesis Convex : forall x, pay x -> 0 <= h2 x.

Let ubar := U0 + c eta.
Hypothesis Continuous : forall eps, 0 < eps -> exists delta, 0 < delta /\
  forall y, pay y -> Rabs (y - ubar) <= delta -> Rabs (h2 y - h2 ubar) <= eps.

(** The limits on pay: a floor below the outside option, room above ubar. *)
Variables lo hi : R.
Hypothesis Plo : pay lo.
Hypothesis Phi : pay hi.
Hypothesis Hlo : lo < U0.
Hypothesis Hhi : ubar < hi.

Let p := q eta.
Let kap := c1 / d.
Let top := ubar + (hi - ubar) / 2.
Let line (n k : nat) : R := ubar + kap * (INR k / INR n - p).

(** Linear pay, cut off. *)
Definition cut_pay (n k : nat) : R := cut lo top (line n k).

(** Its marginal utility per unit of agreement, the stretch that restores c'/q', and the addition. *)
Definition cut_slope (n : nat) : R := INR n * mean p (pred n) (fun k => cut_pay n (S k) - cut_pay n k).
Definition stretch (n : nat) : R := kap / cut_slope n.
Definition addition (n : nat) : R :=
  Rmax (lo * (1 - stretch n)) (ubar - stretch n * mean p n (cut_pay n)).
Definition liable_pay (n k : nat) : R := addition n + stretch n * cut_pay n k.

Let w := Rmin (ubar - lo) (top - ubar) / kap.

Lemma orders : lo < ubar /\ ubar < top /\ top < hi /\ 0 < kap /\ 0 < w /\
  kap * w <= ubar - lo /\ kap * w <= top - ubar /\ 0 < p < 1.
Proof.
  pose proof (Hcpos eta ltac:(lra)).
  assert (A : lo < ubar) by (unfold ubar; lra).
  assert (B : ubar < top) by (unfold top; lra).
  assert (K : 0 < kap) by (apply Rdiv_lt_0_compat; assumption).
  assert (W : kap * w = Rmin (ubar - lo) (top - ubar)) by (unfold w; field; lra).
  repeat split; try assumption; try apply Pq.
  - unfold top in *; lra.
  - apply Rdiv_lt_0_compat; [apply Rmin_glb_lt; lra|exact K].
  - rewrite W; apply Rmin_l.
  - rewrite W; apply Rmin_r.
Qed.

Lemma line_step n k : (0 < n)%nat -> line n (S k) = line n k + kap / INR n.
Proof. intros Hn; apply lt_0_INR in Hn; unfold line; rewrite S_INR; field; lra. Qed.

Lemma cut_pay_step n k : (0 < n)%nat -> 0 <= cut_pay n (S k) - cut_pay n k <= kap / INR n.
Proof.
  intros Hn; destruct orders as [A [B [_ [K _]]]]; unfold cut_pay; rewrite line_step by exact Hn.
  apply lt_0_INR in Hn; assert (0 <= kap / INR n) by (apply Rdiv_le_0_compat; lra).
  pose proof (cut_step lo top ltac:(lra) (line n k) (line n k + kap / INR n) ltac:(lra)); lra.
Qed.

(** Within w of the expected share nothing is cut off. *)
Lemma line_inside n k : (0 < n)%nat -> Rabs (INR k - INR n * p) <= INR n * w -> lo <= line n k <= top.
Proof.
  intros Hn H; destruct orders as [A [B [_ [K [W [W1 [W2 _]]]]]]]; apply lt_0_INR in Hn.
  apply Rabs_le_between in H.
  assert (E : line n k - ubar = kap * ((INR k - INR n * p) / INR n)) by (unfold line; field; lra).
  assert (Y : - w <= (INR k - INR n * p) / INR n <= w).
  { split; apply Rmult_le_reg_r with (INR n); try exact Hn;
      replace ((INR k - INR n * p) / INR n * INR n) with (INR k - INR n * p) by (field; lra); lra. }
  assert (kap * - w <= kap * ((INR k - INR n * p) / INR n) <= kap * w)
    by (split; apply Rmult_le_compat_l; lra).
  lra.
Qed.

Lemma inside_cut n k : (0 < n)%nat -> Rabs (INR k - INR n * p) <= INR n * w -> cut_pay n k = line n k.
Proof.
  intros Hn H; pose proof (line_inside n k Hn H); destruct orders as [A [B _]].
  unfold cut_pay; destruct (cut_cases lo top ltac:(lra) (line n k)) as [[C D]|[[C D]|[C D]]]; lra.
Qed.

Lemma line_bounded n k : (0 < n)%nat -> (k <= n)%nat -> Rabs (line n k - ubar) <= kap.
Proof.
  intros Hn Hk; destruct orders as [_ [_ [_ [K [_ [_ [_ P]]]]]]]; apply lt_0_INR in Hn; apply le_INR in Hk.
  assert (Y : 0 <= INR k / INR n <= 1).
  { split; [apply Rdiv_le_0_compat; [apply pos_INR|exact Hn]|].
    apply Rmult_le_reg_r with (INR n); [exact Hn|].
    replace (INR k / INR n * INR n) with (INR k) by (field; lra); lra. }
  apply Rabs_le_between; unfold line; split; nra.
Qed.

(** All that is small is a multiple of this. *)
Definition small (n : nat) : R := 32 / (w ^ 4 * (INR n * INR n)).

Section Large.
Variables n j : nat.
Hypothesis Hn : n = S (S j).
Hypothesis Large : 8 <= INR n * w.
Hypothesis Tau : small n <= 1 / 2.

Let tau := small n.

Lemma large_facts : 0 < INR n /\ INR n = INR (S j) + 1 /\ INR (S j) = INR j + 1 /\ 0 <= INR j /\
  (0 < n)%nat /\ 0 < w ^ 4 /\ 0 < tau <= 1 / 2.
Proof.
  destruct orders as [_ [_ [_ [_ [W _]]]]].
  assert (N : 0 < INR n) by (apply lt_0_INR; lia).
  assert (W4 : 0 < w ^ 4) by (apply pow_lt; exact W).
  repeat split; try assumption; try lia.
  - rewrite Hn; apply S_INR.
  - apply S_INR.
  - apply pos_INR.
  - apply Rdiv_lt_0_compat; [lra|]; apply Rmult_lt_0_compat; [exact W4|nra].
Qed.

Lemma slope_close : kap * (1 - tau / 2) <= cut_slope n <= kap.
Proof.
  destruct large_facts as [N0 [N1 [J1 [J0 [n0 [W4 T]]]]]]; destruct orders as [_ [_ [_ [K [W [_ [_ P]]]]]]].
  assert (Pn : pred n = S j) by (rewrite Hn; reflexivity).
  assert (E : cut_slope n = kap - INR n * mean p (S j) (fun k => kap / INR n - (cut_pay n (S k) - cut_pay n k))).
  { unfold cut_slope; rewrite Pn.
    rewrite (mean_ext p (S j) (fun k => kap / INR n - (cut_pay n (S k) - cut_pay n k))
      (fun k => kap / INR n + -1 * (cut_pay n (S k) - cut_pay n k))) by (intros; ring).
    rewrite mean_plus, mean_scale, mean_const; field; lra. }
  rewrite E; split.
  - pose proof (mean_rare p (S j) (fun k => kap / INR n - (cut_pay n (S k) - cut_pay n k)) (kap / INR n)
      (INR n * w / 2) ltac:(lra) ltac:(lra) ltac:(apply Rdiv_le_0_compat; lra)) as R.
    assert (R' : mean p (S j) (fun k => kap / INR n - (cut_pay n (S k) - cut_pay n k)) <=
      kap / INR n * (INR (S j) * INR (S j)) / (INR n * w / 2) ^ 4).
    { apply R.
      - intros k _; pose proof (cut_pay_step n k n0); lra.
      - intros k _ C; apply Rabs_lt_between in C.
        rewrite !inside_cut, line_step by (exact n0 || (apply Rabs_le_between; rewrite ?S_INR, ?N1 in *; lra)).
        lra. }
    apply Rmult_le_compat_l with (r := INR n) in R'; [|lra].
    assert (B : INR n * (kap / INR n * (INR (S j) * INR (S j)) / (INR n * w / 2) ^ 4) <= kap * (tau / 2)).
    { replace (INR n * (kap / INR n * (INR (S j) * INR (S j)) / (INR n * w / 2) ^ 4))
        with (16 * kap / (w ^ 4 * INR n ^ 4) * (INR (S j) * INR (S j))) by (field; lra).
      replace (kap * (tau / 2)) with (16 * kap / (w ^ 4 * INR n ^ 4) * (INR n * INR n))
        by (unfold tau, small; field; lra).
      apply Rmult_le_compat_l; [|nra].
      apply Rdiv_le_0_compat; [lra|]; apply Rmult_lt_0_compat; [exact W4|apply pow_lt; exact N0]. }
    lra.
  - assert (0 <= mean p (S j) (fun k => kap / INR n - (cut_pay n (S k) - cut_pay n k))); [|nra].
    rewrite <- (mean_const p (S j) 0); apply mean_le; [lra|]; intros k _.
    pose proof (cut_pay_step n k n0); lra.
Qed.

Lemma stretch_close : 1 <= stretch n <= 1 + tau /\ stretch n * cut_slope n = kap.
Proof.
  destruct slope_close as [S1 S2]; destruct large_facts as [_ [_ [_ [_ [_ [_ T]]]]]].
  destruct orders as [_ [_ [_ [K _]]]].
  assert (S0 : 0 < cut_slope n) by nra.
  assert (M : stretch n * cut_slope n = kap) by (unfold stretch; field; lra).
  split; [|exact M]; split; apply Rmult_le_reg_r with (cut_slope n); try exact S0; rewrite M; [lra|].
  apply Rle_trans with ((1 + tau) * (kap * (1 - tau / 2))); [|apply Rmult_le_compat_l; lra].
  assert (0 <= kap * (tau / 2 * (1 - tau))) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]); lra.
Qed.

(** Cutting off changes the mean by little. *)
Lemma mean_close : Rabs (mean p n (cut_pay n) - ubar) <= kap * tau.
Proof.
  destruct large_facts as [N0 [N1 [J1 [J0 [n0 [W4 T]]]]]]; destruct orders as [A [B [_ [K [W [_ [_ P]]]]]]].
  assert (Line : mean p n (line n) = ubar).
  { pose proof (linear_contract_mean q eta d c1 ltac:(lra) ubar n p n0) as M; fold p kap in M.
    unfold linear_contract in M; fold p kap in M.
    rewrite (expect_count p n (fun k => ubar + kap * (INR k / INR n - p))) in M.
    unfold line; rewrite M; ring. }
  assert (Side : forall s, Rabs s = 1 -> s * (mean p n (cut_pay n) - ubar) <= kap * tau).
  { intros s Hs.
    replace (s * (mean p n (cut_pay n) - ubar)) with (mean p n (fun k => s * (cut_pay n k + -1 * line n k)))
      by (rewrite mean_scale, mean_plus, mean_scale, Line; ring).
    apply Rle_trans with (kap * (INR n * INR n) / (INR n * w) ^ 4).
    - apply mean_rare; try lra.
      + intros k Hk; apply Rle_trans with (1 := Rle_abs _); rewrite Rabs_mult, Hs, Rmult_1_l.
        pose proof (proj2 (cut_toward lo top ltac:(lra) ubar (line n k) ltac:(lra))) as C.
        pose proof (line_bounded n k n0 Hk).
        replace (cut_pay n k + -1 * line n k) with (cut lo top (line n k) - line n k)
          by (unfold cut_pay; ring); lra.
      + intros k Hk C; rewrite inside_cut by (exact n0 || lra); lra.
    - assert (N2 : 0 < INR n * INR n) by nra.
      replace (kap * (INR n * INR n) / (INR n * w) ^ 4) with (kap * (1 / (w ^ 4 * (INR n * INR n))))
        by (field; lra).
      apply Rmult_le_compat_l; [lra|]; unfold tau, small; apply Rmult_le_compat_r; [|lra].
      left; apply Rinv_0_lt_compat; apply Rmult_lt_0_compat; assumption. }
  pose proof (Side 1 ltac:(apply Rabs_right; lra)); pose proof (Side (-1) ltac:(rewrite Rabs_left; lra)).
  apply Rabs_le_between; lra.
Qed.

Let Z := ubar - lo + 2 * kap.

(** The addition beyond what keeps ubar in place under the stretch. *)
Lemma addition_close : 0 <= addition n - (1 - stretch n) * ubar <= tau * Z.
Proof.
  destruct stretch_close as [[S1 S2] _]; pose proof mean_close as M; apply Rabs_le_between in M.
  destruct large_facts as [_ [_ [_ [_ [_ [_ T]]]]]]; destruct orders as [A [_ [_ [K _]]]].
  set (s := stretch n) in *; set (mu := mean p n (cut_pay n)) in *.
  assert (X1 : 0 <= (s - 1) * (ubar - lo) <= tau * (ubar - lo)).
  { split; [apply Rmult_le_pos; lra|apply Rmult_le_compat_r; lra]. }
  assert (X2 : s * (ubar - mu) <= tau * (2 * kap)).
  { apply Rle_trans with (s * (kap * tau)); [apply Rmult_le_compat_l; lra|].
    assert (0 <= kap * tau) by (apply Rmult_le_pos; lra).
    assert (s * (kap * tau) <= 2 * (kap * tau)) by (apply Rmult_le_compat_r; lra); lra. }
  assert (0 <= tau * (2 * kap)) by (apply Rmult_le_pos; lra).
  unfold addition; fold s mu; unfold Z; split.
  - pose proof (Rmax_l (lo * (1 - s)) (ubar - s * mu)); lra.
  - unfold Rmax; destruct (Rle_dec (lo * (1 - s)) (ubar - s * mu)); lra.
Qed.

Lemma liable_from_ubar k : liable_pay n k - ubar =
  stretch n * (cut_pay n k - ubar) + (addition n - (1 - stretch n) * ubar).
Proof. unfold liable_pay; ring. Qed.

(** Pay stays within the limits. *)
Lemma liable_within k : tau * Z <= (hi - ubar) / 4 -> lo <= liable_pay n k <= hi.
Proof.
  intros Tz; destruct stretch_close as [[S1 S2] _]; destruct addition_close as [_ A2].
  destruct large_facts as [_ [_ [_ [_ [_ [_ T]]]]]]; destruct orders as [A [B _]].
  pose proof (cut_range lo top ltac:(lra) (line n k)) as C; change (cut lo top (line n k)) with (cut_pay n k) in C.
  split.
  - pose proof (Rmax_l (lo * (1 - stretch n)) (ubar - stretch n * mean p n (cut_pay n))) as L.
    fold (addition n) in L; unfold liable_pay.
    assert (stretch n * lo <= stretch n * cut_pay n k) by (apply Rmult_le_compat_l; lra); lra.
  - assert (L := liable_from_ubar k).
    assert (stretch n * (cut_pay n k - ubar) <= stretch n * (top - ubar)) by (apply Rmult_le_compat_l; lra).
    assert (stretch n * (top - ubar) <= 3 / 2 * (top - ubar)) by (apply Rmult_le_compat_r; lra).
    unfold top in *; lra.
Qed.

Lemma liable_mean x : mean x n (liable_pay n) = addition n + stretch n * mean x n (cut_pay n).
Proof. unfold liable_pay; rewrite mean_plus, mean_const, mean_scale; reflexivity. Qed.

Lemma liable_participates : ubar <= mean p n (liable_pay n).
Proof.
  rewrite liable_mean; unfold addition.
  pose proof (Rmax_r (lo * (1 - stretch n)) (ubar - stretch n * mean p n (cut_pay n))); lra.
Qed.

(** ** A global best reply *)

(** Near eta the floor bends the expected utility by less than the cost bends. *)
Lemma best_reply_near x : 512 * kap / (w ^ 4 * INR n) <= m -> 0 <= x <= 1 -> Rabs (x - p) <= w / 2 ->
  mean x n (liable_pay n) <= mean p n (liable_pay n) + kap * (x - p) + m / 2 * ((x - p) * (x - p)).
Proof.
  intros Bm X Near; destruct stretch_close as [[S1 S2] Sl].
  destruct large_facts as [N0 [N1 [J1 [J0 [n0 [W4 T]]]]]]; destruct orders as [A [B [_ [K [W [_ [_ P]]]]]]].
  set (v := liable_pay n).
  set (f := fun z => mean z n v).
  set (f1 := fun z => INR n * mean z (S j) (fun k => v (S k) - v k)).
  set (f2 := fun z => INR n * (INR (S j) * mean z j (fun k => v (S (S k)) - v (S k) - (v (S k) - v k)))).
  assert (E1 : f1 p = kap).
  { unfold f1, v, liable_pay.
    rewrite (mean_ext p (S j) _ (fun k => stretch n * (cut_pay n (S k) - cut_pay n k))) by (intros; ring).
    rewrite mean_scale, <- Sl; unfold cut_slope; replace (pred n) with (S j) by (rewrite Hn; reflexivity); ring. }
  rewrite <- E1.
  apply (second_order_upper (fun z => 0 <= z <= 1 /\ Rabs (z - p) <= w / 2) f f1 f2).
  - intros a b e [A1 A2] [C1 C2] Hb; split; [lra|].
    apply Rabs_le_between in A2; apply Rabs_le_between in C2; apply Rabs_le_between; lra.
  - intros z _; unfold f, f1; rewrite Hn; apply mean_derive.
  - intros z _; unfold f1, f2; apply @is_derive_scal, (mean_derive j (fun k => v (S k) - v k)).
  - split; [lra|]; replace (p - p) with 0 by ring; rewrite Rabs_R0; lra.
  - split; [exact X|exact Near].
  - intros z Bz; unfold f2.
    assert (Z01 : 0 <= z <= 1 /\ - (w / 2) <= z - p).
    { apply Rabs_le_between in Near; revert Bz; unfold between, Rmin, Rmax; destruct (Rle_dec p x); intros; lra. }
    destruct Z01 as [Z01 Zp].
    assert (R : mean z j (fun k => v (S (S k)) - v (S k) - (v (S k) - v k)) <=
      2 * (kap / INR n) * (INR j * INR j) / (INR n * w / 4) ^ 4).
    { assert (Kn : 0 <= kap / INR n) by (apply Rdiv_le_0_compat; lra).
      assert (V : forall k, v (S (S k)) - v (S k) - (v (S k) - v k) =
        stretch n * (cut_pay n (S (S k)) - cut_pay n (S k) - (cut_pay n (S k) - cut_pay n k)))
        by (intros; unfold v, liable_pay; ring).
      apply mean_rare; try lra.
      - intros k _; rewrite V.
        pose proof (cut_pay_step n k n0); pose proof (cut_pay_step n (S k) n0).
        apply Rle_trans with (stretch n * (kap / INR n)); [apply Rmult_le_compat_l; lra|].
        apply Rmult_le_compat_r; lra.
      - intros k _ C; rewrite V; apply Rabs_lt_between in C.
        assert (L : lo <= line n k).
        { assert (Jz : INR j * (p - w / 2) <= INR j * z) by (apply Rmult_le_compat_l; lra).
          assert (F : INR n * (p - w) <= INR k) by (rewrite N1, J1 in *; nra).
          destruct orders as [_ [_ [_ [_ [_ [W1 _]]]]]].
          assert (kap * - w <= kap * (INR k / INR n - p)); [|unfold line; lra].
          apply Rmult_le_compat_l; [lra|].
          apply Rmult_le_reg_r with (INR n); [exact N0|].
          replace ((INR k / INR n - p) * INR n) with (INR k - INR n * p) by (field; lra); lra. }
        pose proof (cut_bend lo top ltac:(lra) (line n k) (kap / INR n) Kn L) as Bd.
        rewrite <- !line_step in Bd by exact n0; fold (cut_pay n k) (cut_pay n (S k)) (cut_pay n (S (S k))) in Bd.
        assert (stretch n * (cut_pay n (S (S k)) - cut_pay n (S k) - (cut_pay n (S k) - cut_pay n k)) <= stretch n * 0)
          by (apply Rmult_le_compat_l; lra); lra. }
    apply Rle_trans with (2 := Bm).
    apply Rmult_le_compat_l with (r := INR (S j)) in R; [|lra].
    apply Rmult_le_compat_l with (r := INR n) in R; [|lra].
    apply Rle_trans with (1 := R).
    replace (INR n * (INR (S j) * (2 * (kap / INR n) * (INR j * INR j) / (INR n * w / 4) ^ 4)))
      with (512 * kap / (w ^ 4 * INR n ^ 4) * (INR (S j) * INR j * INR j)) by (field; lra).
    replace (512 * kap / (w ^ 4 * INR n)) with (512 * kap / (w ^ 4 * INR n ^ 4) * (INR n * INR n * INR n))
      by (field; lra).
    apply Rmult_le_compat_l.
    + apply Rdiv_le_0_compat; [lra|]; apply Rmult_lt_0_compat; [exact W4|apply pow_lt; exact N0].
    + apply Rmult_le_compat; try nra.
Qed.

(** Far from eta: the floor, or the line below the cost. *)
Lemma mean_far x y : 0 <= x <= 1 -> 0 < y ->
  mean x n (cut_pay n) <= Rmax lo (ubar + kap * (x - p)) + kap * (y / 2 + / (2 * y * INR n)).
Proof.
  intros X Y; destruct large_facts as [N0 [_ [_ [_ [n0 _]]]]]; destruct orders as [A [B [_ [K _]]]].
  set (M := Rmax lo (ubar + kap * (x - p))).
  apply Rle_trans with (mean x n (fun k => (M + kap * (y / 2)) +
    kap / (2 * y * (INR n * INR n)) * ((INR k - INR n * x) * (INR k - INR n * x)))).
  - apply mean_le; [exact X|]; intros k _.
    set (z := INR k / INR n - x).
    assert (E : INR k - INR n * x = INR n * z) by (unfold z; field; lra); rewrite E.
    replace (kap / (2 * y * (INR n * INR n)) * (INR n * z * (INR n * z))) with (kap * (z * z / (2 * y)))
      by (field; lra).
    assert (Q : z <= y / 2 + z * z / (2 * y)).
    { apply Rmult_le_reg_r with (2 * y); [lra|].
      replace ((y / 2 + z * z / (2 * y)) * (2 * y)) with (y * y + z * z) by (field; lra).
      pose proof (Rle_0_sqr (z - y)) as S; unfold Rsqr in S; lra. }
    apply Rmult_le_compat_l with (r := kap) in Q; [|lra].
    assert (Q0 : 0 <= kap * (y / 2 + z * z / (2 * y))).
    { apply Rmult_le_pos; [lra|]; apply Rplus_le_le_0_compat; [lra|apply Rdiv_le_0_compat; [apply Rle_0_sqr|lra]]. }
    assert (C : cut_pay n k <= Rmax lo (line n k)) by apply Rmin_r.
    pose proof (Rmax_l lo (ubar + kap * (x - p))) as M1; pose proof (Rmax_r lo (ubar + kap * (x - p))) as M2.
    fold M in M1, M2.
    assert (L : line n k = ubar + kap * (x - p) + kap * z) by (unfold line, z; ring).
    apply Rle_trans with (1 := C); unfold Rmax; destruct (Rle_dec lo (line n k)); lra.
  - rewrite mean_plus, mean_const, mean_scale, variance by exact X.
    assert (x * (1 - x) <= 1) by nra.
    assert (kap / (2 * y * (INR n * INR n)) * (INR n * (x * (1 - x))) <= kap * / (2 * y * INR n)); [|lra].
    apply Rle_trans with (kap / (2 * y * (INR n * INR n)) * (INR n * 1)).
    + apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; [lra|]|apply Rmult_le_compat_l; lra].
      apply Rmult_lt_0_compat; nra.
    + apply Req_le; field; lra.
Qed.

Let gain := Rmin (m / 2 * (w / 2 * (w / 2))) (U0 - lo).

Lemma best_reply_far e y : 0 <= e <= 1 -> w / 2 < Rabs (q e - p) -> 0 < y ->
  kap * (y / 2 + / (2 * y * INR n)) + tau * (Z + (top - ubar)) <= gain ->
  mean (q e) n (liable_pay n) - c e <= U0.
Proof.
  intros He Far Y Ok; pose proof (Q01 e He) as X; pose proof (mean_far (q e) y X Y) as M.
  destruct stretch_close as [[S1 S2] _]; destruct addition_close as [_ A2].
  destruct orders as [A [B _]]; destruct large_facts as [_ [_ [_ [_ [_ [_ T]]]]]].
  pose proof (Strong e He) as St; fold p kap in St; pose proof (Hcpos e He) as C0.
  pose proof (Rmin_l (m / 2 * (w / 2 * (w / 2))) (U0 - lo)) as G1;
    pose proof (Rmin_r (m / 2 * (w / 2 * (w / 2))) (U0 - lo)) as G2; fold gain in G1, G2.
  rewrite liable_mean; set (mu := mean (q e) n (cut_pay n)) in *.
  assert (Mt : mu <= top).
  { unfold mu; rewrite <- (mean_const (q e) n top); apply mean_le; [exact X|]; intros k _.
    apply (cut_range lo top ltac:(lra)). }
  assert (V : addition n + stretch n * mu <= mu + tau * (Z + (top - ubar))).
  { assert ((stretch n - 1) * (mu - ubar) <= tau * (top - ubar)); [|lra].
    apply Rle_trans with ((stretch n - 1) * (top - ubar)); [apply Rmult_le_compat_l; lra|].
    apply Rmult_le_compat_r; lra. }
  assert (W : Rmax lo (ubar + kap * (q e - p)) - c e <= U0 - gain).
  { unfold Rmax; destruct (Rle_dec lo (ubar + kap * (q e - p))); [|lra].
    assert (F : w / 2 * (w / 2) <= (q e - p) * (q e - p)).
    { replace ((q e - p) * (q e - p)) with (Rabs (q e - p) * Rabs (q e - p))
        by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
      destruct orders as [_ [_ [_ [_ [W _]]]]]; apply Rmult_le_compat; lra. }
    apply Rmult_le_compat_l with (r := m / 2) in F; [|lra].
    unfold ubar; lra. }
  lra.
Qed.

Lemma liable_implements y : 512 * kap / (w ^ 4 * INR n) <= m -> 0 < y ->
  kap * (y / 2 + / (2 * y * INR n)) + tau * (Z + (top - ubar)) <= gain ->
  implements q c n (fun s => liable_pay n (count s)) eta.
Proof.
  intros Bm Y Ok e He; rewrite !(expect_count _ n (liable_pay n)); fold p.
  pose proof liable_participates as Pa.
  destruct (Rle_or_lt (Rabs (q e - p)) (w / 2)) as [N|F].
  - pose proof (best_reply_near (q e) Bm (Q01 e He) N) as L.
    pose proof (Strong e He) as St; fold p kap in St; lra.
  - pose proof (best_reply_far e y He F Y Ok) as L; unfold ubar in Pa; lra.
Qed.

(** ** What it costs *)

Let W2 := 3 * (kap * kap) + Z * (4 * kap + Z).

Lemma liable_square k : (k <= n)%nat ->
  Rabs (liable_pay n k - ubar) <= 2 * Rabs (line n k - ubar) + tau * Z /\
  (liable_pay n k - ubar) * (liable_pay n k - ubar) <=
    (line n k - ubar) * (line n k - ubar) + tau * W2.
Proof.
  intros Hk; destruct stretch_close as [[S1 S2] _]; destruct addition_close as [A1 A2].
  destruct large_facts as [_ [_ [_ [_ [n0 [_ T]]]]]]; destruct orders as [A [B [_ [K _]]]].
  pose proof (proj1 (cut_toward lo top ltac:(lra) ubar (line n k) ltac:(lra))) as C.
  pose proof (line_bounded n k n0 Hk) as Lb.
  pose proof (Rabs_pos (line n k - ubar)) as P0; pose proof (Rabs_pos (cut lo top (line n k) - ubar)) as P1.
  rewrite liable_from_ubar; unfold cut_pay.
  set (z := addition n - (1 - stretch n) * ubar) in *; set (a := Rabs (line n k - ubar)) in *.
  set (s := stretch n) in *; set (x := cut lo top (line n k) - ubar) in *.
  assert (Z0 : 0 <= Z) by (unfold Z; lra).
  assert (zZ : z <= Z) by (apply Rle_trans with (1 := A2); rewrite <- (Rmult_1_l Z) at 2; apply Rmult_le_compat_r; lra).
  assert (sx : Rabs (s * x) <= s * a).
  { rewrite Rabs_mult, (Rabs_right s) by lra; apply Rmult_le_compat_l; lra. }
  assert (sa : s * a <= a + tau * a) by (assert ((s - 1) * a <= tau * a) by (apply Rmult_le_compat_r; lra); lra).
  assert (ta : tau * a <= a / 2) by (assert (tau * a <= 1 / 2 * a) by (apply Rmult_le_compat_r; lra); lra).
  assert (Ab : Rabs (s * x + z) <= s * a + z).
  { apply Rle_trans with (1 := Rabs_triang _ _); rewrite (Rabs_right z) by lra; lra. }
  split; [lra|].
  replace ((s * x + z) * (s * x + z)) with (Rabs (s * x + z) * Rabs (s * x + z))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  replace ((line n k - ubar) * (line n k - ubar)) with (a * a)
    by (unfold a; rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  pose proof (Rabs_pos (s * x + z)) as P2.
  apply Rle_trans with ((a + tau * a + z) * (a + tau * a + z)); [apply Rmult_le_compat; lra|].
  assert (aa : a * a <= kap * kap) by (apply Rmult_le_compat; lra).
  assert (T1 : tau * (a * a) <= tau * (kap * kap)) by (apply Rmult_le_compat_l; lra).
  assert (T2 : tau * a * (tau * a) <= tau * (kap * kap)).
  { apply Rle_trans with (tau * (a * a)); [|exact T1].
    replace (tau * a * (tau * a)) with (tau * (tau * (a * a))) by ring.
    apply Rmult_le_compat_l; [lra|]; assert (0 <= a * a) by nra; nra. }
  assert (T3 : z * z <= tau * (Z * Z)).
  { apply Rle_trans with (tau * Z * Z); [apply Rmult_le_compat; lra|lra]. }
  assert (T4 : 2 * (a + tau * a) * z <= tau * (Z * (4 * kap))).
  { assert (0 <= tau * a) by (apply Rmult_le_pos; lra).
    apply Rle_trans with (4 * kap * (tau * Z)); [apply Rmult_le_compat; lra|lra]. }
  unfold W2; lra.
Qed.

(** The cost, given bounds of h near ubar and anywhere within the limits. *)
Lemma liable_cost k delta B : 0 <= k -> 0 < delta -> 0 <= B ->
  (forall y, pay y -> Rabs (y - ubar) <= delta -> h2 y <= k) ->
  (forall x, lo <= x <= hi -> h x <= h ubar + h1 ubar * (x - ubar) + B) ->
  tau * Z <= delta / 2 -> tau * Z <= (hi - ubar) / 4 ->
  expect p n (fun s => h (liable_pay n (count s))) <=
  h ubar + k * (c1 * c1) / (2 * (INR n * information p d)) +
  (32 / w ^ 4 * (Rabs (h1 ubar) * (2 * kap + Z) + k / 2 * W2) + B / (delta / 4) ^ 4 * kap ^ 4) /
    (INR n * INR n).
Proof.
  intros K0 Dp B0 Wk Far Tz1 Tz2.
  destruct large_facts as [N0 [N1 [J1 [J0 [n0 [W4 T]]]]]]; destruct orders as [A [Bt [_ [Kp [Wp [_ [_ P]]]]]]].
  assert (D4 : 0 < (delta / 4) ^ 4) by (apply pow_lt; lra).
  set (b := B / (delta / 4) ^ 4); assert (b0 : 0 <= b) by (apply Rdiv_le_0_compat; assumption).
  assert (U : pay ubar) by (apply (Hi lo ubar hi Plo Phi); lra).
  rewrite (expect_count p n (fun k => h (liable_pay n k))).
  set (t := fun k => line n k - ubar).
  assert (Pt : forall i, (i <= n)%nat -> h (liable_pay n i) <=
    (h ubar + k / 2 * (tau * W2) - h1 ubar * ubar) + h1 ubar * liable_pay n i + (k / 2 * (t i * t i) + b * t i ^ 4)).
  { intros i Hin; destruct (liable_square i Hin) as [L1 L2]; fold (t i) in L1, L2.
    pose proof (liable_within i Tz2) as In.
    assert (Pi : pay (liable_pay n i)) by (apply (Hi lo _ hi Plo Phi); exact In).
    assert (S4 : 0 <= t i ^ 4) by (replace (t i ^ 4) with ((t i * t i) * (t i * t i)) by ring; apply Rle_0_sqr).
    apply Rmult_le_compat_l with (r := k / 2) in L2; [|lra].
    assert (S2 : 0 <= k / 2 * ((liable_pay n i - ubar) * (liable_pay n i - ubar)))
      by (apply Rmult_le_pos; [lra|apply Rle_0_sqr]).
    destruct (Rle_or_lt (Rabs (liable_pay n i - ubar)) delta) as [N|F].
    - pose proof (near_upper pay h h1 h2 Hi D1 D2 ubar delta k U Dp (liable_pay n i) Wk N Pi) as H.
      pose proof (Rmult_le_pos _ _ b0 S4); lra.
    - pose proof (Far _ In) as H.
      assert (Q : delta / 4 < Rabs (t i)) by lra.
      pose proof (fourth_power (t i) (delta / 4) B ltac:(lra) B0 Q) as H4; fold b in H4; lra. }
  pose proof (mean_le p ltac:(lra) n _ _ Pt) as L.
  rewrite !mean_plus, mean_const, !mean_scale in L.
  (* the moments of linear pay *)
  assert (Dv : forall s, t (count s) = deviation q eta d c1 n s)
    by (intros; unfold t, line, deviation, linear_contract; fold p kap; ring).
  assert (M2 : mean p n (fun i => t i * t i) = c1 * c1 / (INR n * information p d)).
  { rewrite <- (expect_count p n (fun i => t i * t i)).
    rewrite (expect_ext p n _ (fun s => deviation q eta d c1 n s * deviation q eta d c1 n s))
      by (intros; rewrite !Dv; reflexivity).
    apply (deviation_square q eta d c1 Hd Pq n n0). }
  assert (M4 : mean p n (fun i => t i ^ 4) <= kap ^ 4 / (INR n * INR n)).
  { rewrite <- (expect_count p n (fun i => t i ^ 4)).
    rewrite (expect_ext p n _ (fun s => deviation q eta d c1 n s ^ 4)) by (intros; rewrite Dv; reflexivity).
    apply (deviation_fourth q eta d c1 Hd Pq n n0). }
  (* the rent *)
  assert (Rent : h1 ubar * mean p n (liable_pay n) - h1 ubar * ubar <= Rabs (h1 ubar) * (tau * (2 * kap + Z))).
  { destruct stretch_close as [[S1 S2] _]; destruct addition_close as [A1 A2]; pose proof mean_close as M.
    pose proof liable_participates as Pa; apply Rabs_le_between in M.
    assert (Up : mean p n (liable_pay n) - ubar <= tau * (2 * kap + Z)).
    { rewrite liable_mean.
      assert (stretch n * (mean p n (cut_pay n) - ubar) <= 2 * (kap * tau)).
      { apply Rle_trans with (stretch n * (kap * tau)); [apply Rmult_le_compat_l; lra|].
        apply Rmult_le_compat_r; [apply Rmult_le_pos|]; lra. }
      lra. }
    replace (h1 ubar * mean p n (liable_pay n) - h1 ubar * ubar)
      with (h1 ubar * (mean p n (liable_pay n) - ubar)) by ring.
    apply Rle_trans with (Rabs (h1 ubar) * (mean p n (liable_pay n) - ubar)).
    - apply Rmult_le_compat_r; [lra|apply Rle_abs].
    - apply Rmult_le_compat_l; [apply Rabs_pos|exact Up]. }
  apply Rmult_le_compat_l with (r := b) in M4; [|exact b0].
  pose proof (information_pos p d Pq ltac:(lra)) as I0.
  assert (N2 : 0 < INR n * INR n) by nra.
  replace ((32 / w ^ 4 * (Rabs (h1 ubar) * (2 * kap + Z) + k / 2 * W2) + b * kap ^ 4) / (INR n * INR n))
    with (Rabs (h1 ubar) * (tau * (2 * kap + Z)) + k / 2 * (tau * W2) + b * (kap ^ 4 / (INR n * INR n)))
    by (unfold tau, small; field; lra).
  replace (k * (c1 * c1) / (2 * (INR n * information p d))) with (k / 2 * (c1 * c1 / (INR n * information p d)))
    by (field; lra).
  rewrite M2 in L; lra.
Qed.
End Large.

(** ** For all large n *)

Lemma small_eventually a : 0 < a -> Eventually.eventually (fun n => small n <= a).
Proof.
  intros Ha; destruct orders as [_ [_ [_ [_ [W _]]]]].
  assert (W4 : 0 < w ^ 4) by (apply pow_lt; exact W).
  apply Eventually.eventually_impl with
    (2 := Eventually.eventually_and _ _ (Eventually.eventually_ge 1) (Eventually.eventually_ge (32 / (w ^ 4 * a)))).
  intros n [N1 N2]; unfold small.
  assert (NN : 0 < w ^ 4 * (INR n * INR n)) by (apply Rmult_lt_0_compat; nra).
  apply Rmult_le_compat_r with (r := w ^ 4 * a) in N2; [|nra].
  replace (32 / (w ^ 4 * a) * (w ^ 4 * a)) with 32 in N2 by (field; lra).
  apply Rmult_le_reg_r with (w ^ 4 * (INR n * INR n)); [exact NN|].
  replace (32 / (w ^ 4 * (INR n * INR n)) * (w ^ 4 * (INR n * INR n))) with 32 by (field; lra).
  apply Rle_trans with (1 := N2).
  replace (a * (w ^ 4 * (INR n * INR n))) with (INR n * (w ^ 4 * a) * INR n) by ring.
  rewrite <- (Rmult_1_r (INR n * (w ^ 4 * a))) at 1; apply Rmult_le_compat_l; [|exact N1].
  apply Rmult_le_pos; nra.
Qed.

Theorem liable_upper k : h2 ubar < k -> attainable q c eta d c1 U0 pay h k.
Proof.
  intros K1; destruct (Continuous (k - h2 ubar) ltac:(lra)) as [delta [Dp Win]].
  destruct orders as [A [B [Th [Kp [W [_ [_ P]]]]]]].
  assert (U : pay ubar) by (apply (Hi lo ubar hi Plo Phi); lra).
  assert (K0 : 0 <= k) by (pose proof (Convex ubar U); lra).
  assert (Wk : forall y, pay y -> Rabs (y - ubar) <= delta -> h2 y <= k).
  { intros y Y N; specialize (Win y Y N); apply Rabs_le_between in Win; lra. }
  destruct (far_upper pay h h1 h2 Hi D1 D2 Convex ubar U lo hi Plo Phi) as [Bf [B0 Far]].
  set (Z := ubar - lo + 2 * kap); assert (Z0 : 0 < Z) by (unfold Z; lra).
  set (gain := Rmin (m / 2 * (w / 2 * (w / 2))) (U0 - lo)).
  assert (g0 : 0 < gain).
  { apply Rmin_glb_lt; [|lra]; apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]. }
  set (y := gain / (2 * kap)); assert (y0 : 0 < y) by (apply Rdiv_lt_0_compat; lra).
  assert (W4 : 0 < w ^ 4) by (apply pow_lt; exact W).
  set (cost := 32 / w ^ 4 * (Rabs (h1 ubar) * (2 * kap + Z) + k / 2 * (3 * (kap * kap) + Z * (4 * kap + Z))) +
    Bf / (delta / 4) ^ 4 * kap ^ 4).
  exists cost; split.
  { assert (0 <= 32 / w ^ 4) by (apply Rdiv_le_0_compat; [lra|exact W4]).
    assert (0 <= Bf / (delta / 4) ^ 4) by (apply Rdiv_le_0_compat; [exact B0|apply pow_lt; lra]).
    assert (0 <= kap ^ 4) by (apply pow_le; lra).
    pose proof (Rabs_pos (h1 ubar)).
    assert (0 <= kap * kap) by nra; assert (0 <= Z * (4 * kap + Z)) by nra.
    unfold cost; apply Rplus_le_le_0_compat; apply Rmult_le_pos; try assumption.
    apply Rplus_le_le_0_compat; apply Rmult_le_pos; lra. }
  assert (S1 : 0 < Rmin (delta / 2) ((hi - ubar) / 4) / Z).
  { apply Rdiv_lt_0_compat; [apply Rmin_glb_lt; lra|exact Z0]. }
  assert (S2 : 0 < gain / (2 * (Z + (top - ubar)))) by (apply Rdiv_lt_0_compat; lra).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _
    (Eventually.eventually_and _ _ (small_eventually (1 / 2) ltac:(lra))
      (Eventually.eventually_and _ _ (small_eventually _ S1) (small_eventually _ S2)))
    (Eventually.eventually_and _ _ (Eventually.eventually_ge (2 + 8 / w))
      (Eventually.eventually_and _ _ (Eventually.eventually_ge (512 * kap / (w ^ 4 * m)))
        (Eventually.eventually_ge (2 * kap / (y * gain)))))).
  intros n [[T1 [T2 T3]] [N1 [N2 N3]]].
  assert (W8 : 0 < 8 / w) by (apply Rdiv_lt_0_compat; lra).
  assert (N0 : 0 < INR n) by lra.
  destruct n as [|[|j]]; [simpl in N0; lra|simpl in N1; lra|].
  set (n := S (S j)) in *.
  assert (Large : 8 <= INR n * w).
  { assert (8 / w * w <= INR n * w) by (apply Rmult_le_compat_r; lra).
    replace (8 / w * w) with 8 in H by (field; lra); exact H. }
  assert (Tz : small n * Z <= Rmin (delta / 2) ((hi - ubar) / 4)).
  { apply Rmult_le_compat_r with (r := Z) in T2; [|lra].
    replace (Rmin (delta / 2) ((hi - ubar) / 4) / Z * Z) with (Rmin (delta / 2) ((hi - ubar) / 4)) in T2
      by (field; lra); exact T2. }
  pose proof (Rmin_l (delta / 2) ((hi - ubar) / 4)); pose proof (Rmin_r (delta / 2) ((hi - ubar) / 4)).
  assert (Bm : 512 * kap / (w ^ 4 * INR n) <= m).
  { apply Rmult_le_compat_r with (r := w ^ 4 * m) in N2; [|nra].
    replace (512 * kap / (w ^ 4 * m) * (w ^ 4 * m)) with (512 * kap) in N2 by (field; lra).
    apply Rmult_le_reg_r with (w ^ 4 * INR n); [nra|].
    replace (512 * kap / (w ^ 4 * INR n) * (w ^ 4 * INR n)) with (512 * kap) by (field; lra); lra. }
  assert (Ok : kap * (y / 2 + / (2 * y * INR n)) + small n * (Z + (top - ubar)) <= gain).
  { assert (E1 : kap * (y / 2) = gain / 4) by (unfold y; field; lra).
    assert (E2 : kap * / (2 * y * INR n) <= gain / 4).
    { apply Rmult_le_compat_r with (r := y * gain) in N3; [|nra].
      replace (2 * kap / (y * gain) * (y * gain)) with (2 * kap) in N3 by (field; lra).
      assert (Y : 0 < 2 * y * INR n) by (apply Rmult_lt_0_compat; lra).
      apply Rmult_le_reg_r with (2 * y * INR n); [exact Y|].
      replace (kap * / (2 * y * INR n) * (2 * y * INR n)) with kap by (field; lra); lra. }
    apply Rmult_le_compat_r with (r := Z + (top - ubar)) in T3; [|lra].
    replace (gain / (2 * (Z + (top - ubar))) * (Z + (top - ubar))) with (gain / 2) in T3 by (field; lra).
    lra. }
  exists (fun s => liable_pay n (count s)); split; [split; [|split]|].
  - intros s Hs; apply (Hi lo _ hi Plo Phi), (liable_within n j eq_refl Large T1); fold Z; lra.
  - apply (liable_implements n j eq_refl Large T1 y Bm y0); fold Z gain; exact Ok.
  - unfold participates; rewrite (expect_count _ n (liable_pay n)); fold p.
    pose proof (liable_participates n) as Pa; unfold ubar in Pa; lra.
  - apply (liable_cost n j eq_refl Large T1 k delta Bf); try assumption; fold Z; lra.
Qed.

(** Hence the limit of T7 where limited liability binds: n (C_n - h(ubar)) -> K_lin. *)
Theorem premium_limit_liable : is_derive c eta c1 ->
  (forall y, exists B, forall x, pay x -> y * x - h x <= B) -> 0 <= h1 ubar -> 0 < h2 ubar ->
  premium_tends (wages_for q c eta U0 pay h) INR (h ubar) (h2 ubar * (c1 * c1) / (2 * information (q eta) d)).
Proof.
  intros Hc Coercive Slope Strict; destruct orders as [A [B [T _]]].
  assert (U : pay ubar) by (apply (Hi lo ubar hi Plo Phi); lra).
  apply (premium_limit_attained q c eta d c1 U0 Heta Hq Hd Pq Hc (Rlt_le _ _ Hc1) pay h h1 h2 Hi D1 D2 Convex
    Coercive U Slope Continuous Strict); exact liable_upper.
Qed.
End Liable.
