(** * A checker of the best reply to a bonus, up to a million signals and more

    In words.  A utility [base], and [bonus] more from [threshold] agreements on.  [check_reply m c = Some r] proves that
    some effort between [low] and [high] is a best reply among all efforts, that it leaves the annotator the outside
    option, and that there the bonus is paid with a probability of at most r ([check_reply_sound]).  Wages do not enter:
    BonusEnd.v and BonusWage.v say what the bonus costs.

    How.  Expected utility rises in q at the rate bonus * m * P(S = m)/q, which is humped in q ([hump]).  So a stretch of
    efforts from [turn] to [low], at both ends of which it exceeds c'/q', leads up to [low]; beyond the hump the rate falls,
    so that its bound at [low] decides at [high]; and efforts left of [turn] are left out stretch by stretch, by
    monotonicity alone or from the value at the left end and the slope, which before the hump is greatest at the right
    end.  Tails and the mass at the threshold are those of WindowEnds.v; far from the best reply fewer digits do.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt CountDeviation Thresholds CountWindow BestReply.
From FirstBest.Lib Require Mills.
From FirstBest.Lib Require Export UpperEnd WindowEnds.
Open Scope R_scope.

(** ** One count as q moves *)

Lemma size_bias q n j : INR (S j) * mass q (S n) (S j) = INR (S n) * q * mean q n (point j).
Proof.
  unfold mass; cbn [mean]; change (fun k => point (S j) (S k)) with (point j).
  pose proof (point_next q n j) as E; rewrite !S_INR in *.
  replace ((INR j + 1) * (q * mean q n (point j) + (1 - q) * mean q n (point (S j)))) with
    ((INR j + 1) * q * mean q n (point j) + (INR j + 1) * (1 - q) * mean q n (point (S j))) by ring.
  rewrite E; ring.
Qed.

(** The probability of one count has one hump: between two places it is at least the lesser value. *)
Theorem hump n j x y z w : (0 < j < n)%nat -> 0 < x <= z -> z <= y < 1 ->
  w <= mean x n (point j) -> w <= mean y n (point j) -> w <= mean z n (point j).
Proof.
  intros J X Y Wx Wy; destruct (Rle_or_lt (INR j) (INR n * z)) as [L|L].
  - pose proof (point_decreasing n j z y ltac:(lia) L ltac:(lra) ltac:(lra)); lra.
  - pose proof (mass_reverse x n j ltac:(lia)) as Mx; pose proof (mass_reverse z n j ltac:(lia)) as Mz.
    unfold mass in Mx, Mz; rewrite <- Mx in Wx; rewrite <- Mz.
    assert (L' : INR (n - j) <= INR n * (1 - z)) by (rewrite minus_INR by lia; lra).
    pose proof (point_decreasing n (n - j) (1 - z) (1 - x) ltac:(lia) L' ltac:(lra) ltac:(lra)); lra.
Qed.

(** Before the hump it rises. *)
Lemma before_hump n j x y : (0 < j <= n)%nat -> INR n * y <= INR j -> 0 < x <= y -> y < 1 ->
  mean x n (point j) <= mean y n (point j).
Proof.
  intros J L X Y.
  pose proof (mass_reverse x n j ltac:(lia)) as Mx; pose proof (mass_reverse y n j ltac:(lia)) as My.
  unfold mass in Mx, My; rewrite <- Mx, <- My.
  apply point_decreasing; [lia|rewrite minus_INR by lia; lra|lra|lra].
Qed.

(** ** The contract *)

Definition bonus_pay (v : list bool -> R) : Prop :=
  exists x b k, 0 <= b /\ forall s, v s = if Nat.leb k (Model.count s) then x + b else x.

Definition bonus_utility (x b : R) (k j : nat) : R := x + b * passes k j.

Lemma bonus_utility_pays x b k : 0 <= b -> bonus_pay (fun s => bonus_utility x b k (Model.count s)).
Proof.
  intros B; exists x, b, k; split; [exact B|]; intros s; unfold bonus_utility, passes, below.
  destruct (Nat.ltb_spec (Model.count s) k), (Nat.leb_spec k (Model.count s)); (lia || lra).
Qed.

Lemma passes_range k j : 0 <= passes k j <= 1.
Proof. unfold passes; pose proof (below_range k j); lra. Qed.

Lemma bonus_mean q n x b k : mean q n (bonus_utility x b k) = x + b * reach q n k.
Proof. unfold bonus_utility, reach; rewrite mean_plus, mean_scale, mean_const; reflexivity. Qed.

Lemma bonus_density N x b j q : probability q ->
  density N (bonus_utility x b (S j)) q * q = b * INR (S j) * mass q (S N) (S j).
Proof.
  intros Q; unfold density.
  rewrite (mean_ext q N _ (fun k => b * point j k)).
  - rewrite mean_scale, (Rmult_assoc b), size_bias; ring.
  - intros k _; unfold bonus_utility, passes; change (point j k) with (before (S j) k).
    pose proof (threshold_step (S j) k); replace (below (S j) (S k)) with (below (S j) k - before (S j) k) by lra; ring.
Qed.

(** ** The checker *)

Record reply := Reply
  { signals : positive; base : Q; bonus : Q; threshold : positive;
    low : Q; high : Q; turn : Q;
    digits : Z; upward : Z; downward : Z;
    far_digits : Z; turn_upward : Z; turn_downward : Z;
    stretches : list (Q * Z * Z) }.

Section Checker.
Variables (m : economy) (c : reply).

Let n : Z := Zpos (signals c).
Let k : Z := Zpos (threshold c).

Definition steepest_at (e : Q) : Q := match monitoring m with Expert => (kappa m * (1 # 2))%Q | TwoLooks => (kappa m * e)%Q end.

Definition gain (x : Q) : Q := if Qle_bool 0 x then x else 0%Q.

(** From x on, where P(S >= m) is at most r, no effort up to [turn] is worth more than w, stretch by stretch. *)
Fixpoint far_below (w x r : Q) (l : list (Q * Z * Z)) : bool :=
  match l with
  | [] => Qle_bool (turn c) x
  | (y, wu, wd) :: t =>
      Qle_bool x y &&& Qle_bool y 1 &&&
      match upper_ends_at n (far_digits c) k wu wd (agreement_at m y) with
      | Some (ry, py) =>
          (Qle_bool (base c + bonus c * ry - cost_at m x) w |||
           Qle_bool (inject_Z (n - 1) * agreement_at m y) (inject_Z (k - 1)) &&&
           Qle_bool (base c + bonus c * r - cost_at m x +
             (y - x) * (steepest_at y * gain (bonus c * inject_Z k * py / agreement_at m y - target_at m x))) w) &&&
          far_below w y (Qred ry) t
      | None => false
      end
  end.

(** The first entry is effort 0. *)
Definition all_below (w : Q) : bool :=
  match stretches c with
  | [] => Qle_bool (turn c) 0
  | (x, wu, wd) :: t =>
      Qeq_bool x 0 &&&
      match upper_ends_at n (far_digits c) k wu wd (agreement_at m x) with
      | Some (r, _) => far_below w x (Qred r) t
      | None => false
      end
  end.

Definition check_reply : option Q :=
  let a := low c in let b := high c in
  if Qle_bool 0 (base c) &&& Qle_bool 0 (bonus c) &&& Z.leb 0 (digits c) &&& Z.leb 0 (far_digits c) &&&
     Z.ltb 1 k &&& Z.ltb k n &&& Qle_bool 0 (turn c) &&& Qle_bool (turn c) a &&& Qle_bool a b &&& Qle_bool b 1 then
    let qa := agreement_at m a in
    match both_ends_at n (digits c) k (upward c) (downward c) qa,
          lower_ends_at n (far_digits c) k (turn_upward c) (turn_downward c) (agreement_at m (turn c)) with
    | Some ((ra, pa), (ra', pa')), Some (_, pt) =>
        let w := Qred (base c + bonus c * ra - cost_at m a) in
        let rate := (bonus c * inject_Z k)%Q in
        if Qle_bool (outside m) w &&&
           Qle_bool (target_at m a * qa) (rate * pa) &&&
           Qle_bool (target_at m a * agreement_at m (turn c)) (rate * pt) &&&
           Qle_bool (rate * pa') (target_at m b * qa) &&&
           Qle_bool (inject_Z (k - 1)) (inject_Z (n - 1) * qa) &&&
           all_below w
        then Some (Qred (ra' + (agreement_at m b - qa) * (inject_Z k * pa' / qa))) else None
    | _, _ => None
    end
  else None.
End Checker.

Section Sound.
Variables (m : economy) (c : reply) (N J : nat).
Hypothesis HN : Zpos (signals c) = Z.of_nat (S N).
Hypothesis HJ : Zpos (threshold c) = Z.of_nat (S J).
Hypothesis Inside : (0 < J < N)%nat.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis S0 : 0 <= Q2R (scale m).
Hypothesis B0 : 0 <= Q2R (bonus c).
Hypothesis D0 : (0 <= far_digits c)%Z.

Let f : nat -> R := bonus_utility (Q2R (base c)) (Q2R (bonus c)) (S J).

Lemma bonus_rises k : f k <= f (S k).
Proof.
  unfold f, bonus_utility, passes; pose proof (threshold_falls (S J) k); nra.
Qed.

Lemma inside_probability d : 0 <= d <= 1 -> probability (agreement m d).
Proof. exact (agreement_inside m K0 K1 d). Qed.

(** The slope of expected utility in q against c'/q' at the effort x, both times q. *)
Lemma density_at d : 0 <= d <= 1 ->
  density N f (agreement m d) = Q2R (bonus c) * INR (S J) * mass (agreement m d) (S N) (S J) / agreement m d.
Proof.
  intros Hd; pose proof (inside_probability d Hd) as P; pose proof (bonus_density N (Q2R (base c)) (Q2R (bonus c)) J _ P) as E.
  fold f in E; rewrite <- E; field; destruct P; lra.
Qed.

Lemma steepest_at_value t y : 0 <= t <= Q2R y -> 0 <= agreement_slope m t <= Q2R (steepest_at m y).
Proof.
  intros H; unfold agreement_slope, steepest_at; destruct (monitoring m); rewrite Q2R_mult; [rewrite Q2R_half|]; nra.
Qed.

Lemma gain_value x : 0 <= Q2R (gain x) /\ Q2R x <= Q2R (gain x).
Proof.
  unfold gain; destruct (Qle_bool 0 x) eqn:E.
  - apply le_le in E; rewrite Q2R_zero in E; lra.
  - rewrite Q2R_zero; split; [lra|]; destruct (Qlt_le_dec x 0) as [L|L].
    + apply Qlt_Rlt in L; rewrite Q2R_zero in L; lra.
    + apply Qle_bool_iff in L; congruence.
Qed.

(** From the left end with the greatest slope. *)
Lemma sloped_stretch x y r p d : 0 <= Q2R x <= d -> d <= Q2R y <= 1 ->
  INR N * agreement m (Q2R y) <= INR J ->
  reach (agreement m (Q2R x)) (S N) (S J) <= r -> mass (agreement m (Q2R y)) (S N) (S J) <= Q2R p ->
  payoff m N f d <= Q2R (base c) + Q2R (bonus c) * r - effort_cost m (Q2R x) + (Q2R y - Q2R x) *
    (Q2R (steepest_at m y) * Q2R (gain (bonus c * inject_Z (Zpos (threshold c)) * p / agreement_at m y - target_at m x))).
Proof.
  intros X Y Hump R P; set (g := (bonus c * inject_Z (Zpos (threshold c)) * p / agreement_at m y - target_at m x)%Q).
  destruct (gain_value g) as [G0 G1]; set (s := Q2R (steepest_at m y)).
  destruct (inside_probability (Q2R y) ltac:(lra)) as [Y0 Y1].
  assert (Gv : density N f (agreement m (Q2R y)) - target m (Q2R x) <= Q2R g).
  { unfold g; assert (Ny : ~ (agreement_at m y == 0)%Q).
    { intros Z; apply Qeq_eqR in Z; rewrite agreement_at_value, Q2R_zero in Z; lra. }
    rewrite Q2R_minus, Q2R_div, !Q2R_mult, agreement_at_value, target_at_value by assumption.
    replace (Q2R (inject_Z (Zpos (threshold c)))) with (INR (S J))
      by (unfold Q2R, inject_Z; cbn [Qnum Qden]; rewrite HJ, <- INR_IZR_INZ; field).
    rewrite density_at by lra; apply Rplus_le_compat_r; unfold Rdiv.
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, Y0|].
    apply Rmult_le_compat_l; [apply Rmult_le_pos; [exact B0|apply pos_INR]|exact P]. }
  assert (S1 : 0 <= s) by (unfold s; destruct (steepest_at_value 0 y ltac:(lra)); lra).
  assert (Up : forall t, Q2R x <= t <= d ->
    agreement_slope m t * (density N f (agreement m t) - target m t) <= s * Q2R (gain g)).
  { intros t Ht; destruct (steepest_at_value t y ltac:(lra)) as [A0 A1]; fold s in A1.
    pose proof (target_rises m K0 S0 (Q2R x) t ltac:(lra)) as Tr.
    assert (Dm : density N f (agreement m t) <= density N f (agreement m (Q2R y))).
    { destruct (inside_probability t ltac:(lra)).
      pose proof (agreement_rises m K0 t (Q2R y) ltac:(lra)).
      pose proof (before_hump N J (agreement m t) (agreement m (Q2R y)) ltac:(lia) Hump ltac:(lra) Y1) as Be.
      unfold density; apply Rmult_le_compat_l; [apply pos_INR|].
      rewrite !(mean_ext _ N (fun k => f (S k) - f k) (fun k => Q2R (bonus c) * point J k)).
      - rewrite !mean_scale; apply Rmult_le_compat_l; assumption.
      - intros k _; unfold f, bonus_utility, passes; change (point J k) with (before (S J) k); pose proof (threshold_step (S J) k).
        replace (below (S J) (S k)) with (below (S J) k - before (S J) k) by lra; ring.
      - intros k _; unfold f, bonus_utility, passes; change (point J k) with (before (S J) k); pose proof (threshold_step (S J) k).
        replace (below (S J) (S k)) with (below (S J) k - before (S J) k) by lra; ring. }
    apply Rle_trans with (agreement_slope m t * Q2R (gain g)).
    - apply Rmult_le_compat_l; [exact A0|lra].
    - apply Rmult_le_compat_r; assumption. }
  assert (L : payoff m N f d - s * Q2R (gain g) * d <= payoff m N f (Q2R x) - s * Q2R (gain g) * Q2R x).
  { apply (Mills.derive_nonpos_ge (fun t => payoff m N f t - s * Q2R (gain g) * t)
      (fun t => agreement_slope m t * (density N f (agreement m t) - target m t) - s * Q2R (gain g))); [lra| |].
    - intros t _.
      apply (is_derive_minus (K := R_AbsRing) (V := R_NormedModule) (payoff m N f) (fun t => s * Q2R (gain g) * t)).
      + apply (payoff_derive m K0 N f).
      + auto_derive; [trivial|ring].
    - intros t Ht; specialize (Up t Ht); lra. }
  assert (V : payoff m N f (Q2R x) <= Q2R (base c) + Q2R (bonus c) * r - effort_cost m (Q2R x)).
  { unfold payoff, f; rewrite bonus_mean; pose proof (Rmult_le_compat_l _ _ _ B0 R); lra. }
  pose proof (Rmult_le_pos _ _ S1 G0) as SG.
  pose proof (Rmult_le_compat_l _ (d - Q2R x) (Q2R y - Q2R x) SG ltac:(lra)); lra.
Qed.

Lemma far_below_sound w l : forall x r, 0 <= Q2R x -> reach (agreement m (Q2R x)) (S N) (S J) <= Q2R r ->
  far_below m c w x r l = true -> forall d, Q2R x <= d < Q2R (turn c) -> payoff m N f d <= Q2R w.
Proof.
  induction l as [|[[y wu] wd] t IH]; intros x r X Rx H d Hd; cbn [far_below] in H.
  - apply le_le in H; lra.
  - apply both in H; destruct H as [H E]; apply both in H; destruct H as [Y0 Y1].
    apply le_le in Y0; apply le_le in Y1; rewrite Q2R_one in Y1.
    destruct (upper_ends_at _ _ _ _ _ _) as [[ry p]|] eqn:U; [|discriminate].
    apply both in E; destruct E as [E T].
    destruct (upper_ends_sound _ _ _ (S N) (S J) HN HJ ltac:(lia) D0 _ _ _ _ _ U) as [_ [R P]].
    rewrite agreement_at_value in R, P.
    destruct (Rle_or_lt (Q2R y) d) as [L|L].
    { apply (IH y (Qred ry)); [lra|rewrite Q2R_red; exact R|exact T|lra]. }
    apply either in E; destruct E as [E|E].
    + apply le_le in E; rewrite Q2R_minus, Q2R_plus, Q2R_mult, cost_at_value in E.
      pose proof (far m K0 K1 S0 N f bonus_rises (Q2R x) (Q2R y) d ltac:(lra) ltac:(lra)) as Fa.
      unfold f in Fa at 2; rewrite bonus_mean in Fa.
      pose proof (Rmult_le_compat_l _ _ _ B0 R); lra.
    + apply both in E; destruct E as [Hp E]; apply le_le in Hp; apply le_le in E.
      rewrite Q2R_mult, agreement_at_value in Hp.
      replace (Q2R (inject_Z (Zpos (signals c) - 1))) with (INR N) in Hp
        by (unfold Q2R, inject_Z; cbn [Qnum Qden]; rewrite HN, minus_IZR, <- INR_IZR_INZ, S_INR; field).
      replace (Q2R (inject_Z (Zpos (threshold c) - 1))) with (INR J) in Hp
        by (unfold Q2R, inject_Z; cbn [Qnum Qden]; rewrite HJ, minus_IZR, <- INR_IZR_INZ, S_INR; field).
      pose proof (sloped_stretch x y (Q2R r) p d ltac:(lra) ltac:(lra) Hp Rx P) as Sl.
      set (g := gain _) in *; repeat (rewrite Q2R_plus in E || rewrite Q2R_minus in E || rewrite Q2R_mult in E).
      rewrite cost_at_value in E; lra.
Qed.

Lemma all_below_sound w : all_below m c w = true -> forall d, 0 <= d < Q2R (turn c) -> payoff m N f d <= Q2R w.
Proof.
  unfold all_below; intros H d Hd; destruct (stretches c) as [|[[x wu] wd] t].
  - apply le_le in H; rewrite Q2R_zero in H; lra.
  - apply both in H; destruct H as [Z H]; apply Qeq_bool_iff, Qeq_eqR in Z; rewrite Q2R_zero in Z.
    destruct (upper_ends_at _ _ _ _ _ _) as [[r p]|] eqn:U; [|discriminate].
    destruct (upper_ends_sound _ _ _ (S N) (S J) HN HJ ltac:(lia) D0 _ _ _ _ _ U) as [_ [R _]].
    rewrite agreement_at_value in R.
    apply (far_below_sound w t x (Qred r)); [lra|rewrite Q2R_red; exact R|exact H|lra].
Qed.

Lemma density_hump x y d : 0 <= x <= d -> d <= y <= 1 -> forall w,
  w <= density N f (agreement m x) -> w <= density N f (agreement m y) -> w <= density N f (agreement m d).
Proof.
  intros X Y w Wx Wy.
  assert (Dn : forall z, 0 <= z <= 1 -> density N f (agreement m z) = Q2R (bonus c) * INR (S N) * mean (agreement m z) N (point J)).
  { intros z Hz; rewrite density_at by exact Hz.
    pose proof (size_bias (agreement m z) N J) as E; destruct (inside_probability z Hz).
    replace (Q2R (bonus c) * INR (S J) * mass (agreement m z) (S N) (S J)) with
      (Q2R (bonus c) * (INR (S J) * mass (agreement m z) (S N) (S J))) by ring.
    rewrite E; field; lra. }
  rewrite !Dn in * by lra.
  pose proof (pos_INR (S N)) as I; set (s := Q2R (bonus c) * INR (S N)) in *.
  assert (S1 : 0 <= s) by (apply Rmult_le_pos; assumption).
  assert (G : forall z, mean (agreement m z) N (point J) <= mean (agreement m d) N (point J) ->
    w <= s * mean (agreement m z) N (point J) -> w <= s * mean (agreement m d) N (point J)).
  { intros z L Hw; pose proof (Rmult_le_compat_l _ _ _ S1 L); lra. }
  destruct (Rle_or_lt (mean (agreement m x) N (point J)) (mean (agreement m d) N (point J))) as [L|L];
    [apply (G x); assumption|].
  apply (G y); [|exact Wy].
  apply Rnot_lt_le; intros L'.
  pose proof (hump N J (agreement m x) (agreement m y) (agreement m d)
    (Rmin (mean (agreement m x) N (point J)) (mean (agreement m y) N (point J))) Inside) as Hu.
  destruct (inside_probability x ltac:(lra)), (inside_probability y ltac:(lra)).
  pose proof (agreement_rises m K0 x d ltac:(lra)); pose proof (agreement_rises m K0 d y ltac:(lra)).
  specialize (Hu ltac:(lra) ltac:(lra) (Rmin_l _ _) (Rmin_r _ _)).
  revert Hu; unfold Rmin; destruct (Rle_dec _ _); lra.
Qed.

Lemma density_beyond b d : 0 <= b <= d -> d <= 1 -> INR J <= INR N * agreement m b ->
  density N f (agreement m d) <= density N f (agreement m b).
Proof.
  intros B D L; unfold density; apply Rmult_le_compat_l; [apply pos_INR|].
  assert (E : forall q, mean q N (fun k => f (S k) - f k) = Q2R (bonus c) * mean q N (point J)).
  { intros q; rewrite <- mean_scale; apply mean_ext; intros k _; unfold f, bonus_utility, passes.
    change (point J k) with (before (S J) k); pose proof (threshold_step (S J) k).
    replace (below (S J) (S k)) with (below (S J) k - before (S J) k) by lra; ring. }
  rewrite !E; apply Rmult_le_compat_l; [exact B0|].
  destruct (inside_probability b ltac:(lra)), (inside_probability d ltac:(lra)).
  pose proof (agreement_rises m K0 b d ltac:(lra)).
  apply point_decreasing; (lia || lra || assumption).
Qed.

(** Beyond the hump the tail rises no faster than at its left end. *)
Lemma reach_beyond_low a b : 0 <= a <= b -> b <= 1 -> INR J <= INR N * agreement m a ->
  reach (agreement m b) (S N) (S J) <= reach (agreement m a) (S N) (S J) +
    (agreement m b - agreement m a) * (INR (S J) * mass (agreement m a) (S N) (S J) / agreement m a).
Proof.
  intros A B L; destruct (inside_probability a ltac:(lra)) as [A0 A1]; destruct (inside_probability b ltac:(lra)).
  pose proof (agreement_rises m K0 a b ltac:(lra)) as R.
  set (qa := agreement m a) in *; set (qb := agreement m b) in *.
  set (s := INR (S J) * mass qa (S N) (S J) / qa).
  assert (D : forall q, INR (S N) * mean q N (fun k => passes (S J) (S k) - passes (S J) k) = INR (S N) * mean q N (point J)).
  { intros q; f_equal; apply mean_ext; intros k _; unfold passes; change (point J k) with (before (S J) k).
    pose proof (threshold_step (S J) k); replace (below (S J) (S k)) with (below (S J) k - before (S J) k) by lra; ring. }
  assert (E : s = INR (S N) * mean qa N (point J)).
  { unfold s; rewrite size_bias; field; lra. }
  assert (M : reach qb (S N) (S J) - s * qb <= reach qa (S N) (S J) - s * qa).
  { unfold reach; apply (Mills.derive_nonpos_ge (fun t => mean t (S N) (passes (S J)) - s * t)
      (fun t => INR (S N) * mean t N (fun k => passes (S J) (S k) - passes (S J) k) - s)); [exact R| |].
    - intros t _; apply (is_derive_minus (K := R_AbsRing) (V := R_NormedModule)
        (fun t => mean t (S N) (passes (S J))) (fun t => s * t)); [apply mean_derive|auto_derive; [trivial|ring]].
    - intros t Ht; rewrite D, E.
      pose proof (point_decreasing N J qa t ltac:(lia) L ltac:(lra) ltac:(lra)) as P.
      pose proof (Rmult_le_compat_l _ _ _ (pos_INR (S N)) P); lra. }
  fold s; lra.
Qed.
End Sound.

(** With the threshold in place of its predecessor. *)
Theorem check_reply_sound m c r : 0 < Q2R (kappa m) -> Q2R (kappa m) < 1 -> 0 <= Q2R (scale m) ->
  check_reply m c = Some r ->
  let n := Pos.to_nat (signals c) in
  let f := bonus_utility (Q2R (base c)) (Q2R (bonus c)) (Pos.to_nat (threshold c)) in
  0 <= Q2R (base c) /\ 0 <= Q2R (bonus c) /\
  exists e, 0 <= Q2R (low c) <= e /\ e <= Q2R (high c) <= 1 /\
    (forall d, 0 <= d <= 1 ->
      mean (agreement m d) n f - effort_cost m d <= mean (agreement m e) n f - effort_cost m e) /\
    Q2R (outside m) <= mean (agreement m e) n f - effort_cost m e /\
    reach (agreement m e) n (Pos.to_nat (threshold c)) <= Q2R r.
Proof.
  intros K0 K1 S0 H; unfold check_reply in H; cbv zeta in H.
  match type of H with (if ?b then _ else _) = _ => destruct b eqn:C; [|discriminate] end.
  apply both in C; destruct C as [C B1].
  apply both in C; destruct C as [C AB].
  apply both in C; destruct C as [C TA].
  apply both in C; destruct C as [C T0].
  apply both in C; destruct C as [C Kn].
  apply both in C; destruct C as [C K1'].
  apply both in C; destruct C as [C D1].
  apply both in C; destruct C as [C D0].
  apply both in C; destruct C as [Ba Bo].
  apply le_le in B1; apply le_le in AB; apply le_le in TA; apply le_le in T0; apply le_le in Bo; apply le_le in Ba.
  rewrite Q2R_zero in *; rewrite Q2R_one in *.
  apply Z.ltb_lt in Kn; apply Z.ltb_lt in K1'; apply Z.leb_le in D0; apply Z.leb_le in D1.
  set (N := pred (Pos.to_nat (signals c))); set (J := pred (Pos.to_nat (threshold c))).
  assert (HN : Zpos (signals c) = Z.of_nat (S N)) by (unfold N; lia).
  assert (HJ : Zpos (threshold c) = Z.of_nat (S J)) by (unfold J; lia).
  assert (Inside : (0 < J < N)%nat) by lia.
  replace (Pos.to_nat (signals c)) with (S N) by (unfold N; lia).
  replace (Pos.to_nat (threshold c)) with (S J) by (unfold J; lia).
  intros n f; split; [exact Ba|split; [exact Bo|]].
  destruct (both_ends_at _ _ _ _ _ _) as [[[ra pa] [ra' pa']]|] eqn:Ea; [|discriminate].
  destruct (lower_ends_at _ _ _ _ _ _) as [[rt pt]|] eqn:Et; [|discriminate].
  match type of H with (if ?b then _ else _) = _ => destruct b eqn:Num; [|discriminate] end.
  destruct (both_ends_sound _ _ _ (S N) (S J) HN HJ ltac:(lia) D0 _ _ _ _ _ _ _ Ea) as [_ [[Ra Rb] [Pa Pb]]].
  destruct (lower_ends_sound _ _ _ (S N) (S J) HN HJ ltac:(lia) D1 _ _ _ _ _ Et) as [_ [_ Pt]].
  apply both in Num; destruct Num as [Num Far].
  apply both in Num; destruct Num as [Num Mode].
  apply both in Num; destruct Num as [Num Db].
  apply both in Num; destruct Num as [Num Dt].
  apply both in Num; destruct Num as [Part Da].
  apply le_le in Part; apply le_le in Da; apply le_le in Dt; apply le_le in Db; apply le_le in Mode.
  rewrite agreement_at_value in *.
  assert (Kz : forall z : Z, Q2R (inject_Z z) = IZR z) by (intros; unfold Q2R, inject_Z; simpl; field).
  assert (KJ : IZR (Zpos (threshold c)) = INR (S J)) by (rewrite HJ, <- INR_IZR_INZ; reflexivity).
  repeat (rewrite Q2R_mult in Da || rewrite Kz in Da || (rewrite target_at_value in Da by exact K0) || rewrite agreement_at_value in Da).
  repeat (rewrite Q2R_mult in Dt || rewrite Kz in Dt || (rewrite target_at_value in Dt by exact K0) || rewrite agreement_at_value in Dt).
  repeat (rewrite Q2R_mult in Db || rewrite Kz in Db || (rewrite target_at_value in Db by exact K0) || rewrite agreement_at_value in Db).
  rewrite Q2R_mult, !Kz, agreement_at_value, !minus_IZR, KJ, HN, <- INR_IZR_INZ, !S_INR in Mode.
  assert (Nq : ~ (agreement_at m (low c) == 0)%Q).
  { intros Z; apply Qeq_eqR in Z; rewrite agreement_at_value, Q2R_zero in Z.
    destruct (agreement_inside m K0 K1 (Q2R (low c)) ltac:(lra)); lra. }
  apply (f_equal (fun o => Q2R match o with Some x => x | None => 0%Q end)) in H.
  rewrite Q2R_red, Q2R_plus, Q2R_mult, Q2R_minus, Q2R_div, Q2R_mult, Kz, !agreement_at_value in H by exact Nq.
  rewrite KJ in *.
  set (a := Q2R (low c)) in *; set (b := Q2R (high c)) in *; set (t := Q2R (turn c)) in *.
  pose proof (agreement_inside m K0 K1 a ltac:(lra)) as Ia; pose proof (agreement_inside m K0 K1 b ltac:(lra)) as Ib.
  pose proof (agreement_inside m K0 K1 t ltac:(lra)) as It.
  assert (Rate : 0 <= Q2R (bonus c) * INR (S J)) by (apply Rmult_le_pos; [exact Bo|apply pos_INR]).
  assert (Mode' : INR J <= INR N * agreement m a) by lra.
  assert (Val : Q2R (Qred (base c + bonus c * ra - cost_at m (low c))) <= payoff m N f a).
  { rewrite Q2R_red, Q2R_minus, Q2R_plus, Q2R_mult, cost_at_value; fold a; unfold payoff, f; rewrite bonus_mean.
    pose proof (Rmult_le_compat_l _ _ _ Bo Ra); lra. }
  assert (Den : forall d p, 0 <= d <= 1 -> p <= mass (agreement m d) (S N) (S J) ->
    target m a * agreement m d <= Q2R (bonus c) * INR (S J) * p -> target m a <= density N f (agreement m d)).
  { intros d p Hd Hp L; unfold f; rewrite (density_at m c N J K0 K1 d Hd).
    destruct (agreement_inside m K0 K1 d Hd) as [Q0 _].
    apply Rmult_le_reg_r with (agreement m d); [exact Q0|].
    replace (Q2R (bonus c) * INR (S J) * mass (agreement m d) (S N) (S J) / agreement m d * agreement m d) with
      (Q2R (bonus c) * INR (S J) * mass (agreement m d) (S N) (S J)) by (field; lra).
    pose proof (Rmult_le_compat_l _ _ _ Rate Hp); lra. }
  destruct (best_between m K0 N f a b ltac:(lra) ltac:(lra)) as [e [He Best]].
  - intros d Hd; destruct (Rlt_or_le d t) as [L|L].
    + pose proof (all_below_sound m c N J HN HJ Inside K0 K1 S0 Bo D1 _ Far d ltac:(fold t; lra)) as Fa.
      fold f in Fa; lra.
    + apply (rises_to m K0 S0 N f t a); [lra|lra| |lra].
      intros x Hx; apply (density_hump m c N J Inside K0 K1 Bo t a x ltac:(lra) ltac:(lra)).
      * apply (Den t (Q2R pt)); [lra|exact Pt|exact Dt].
      * apply (Den a (Q2R pa)); [lra|exact Pa|exact Da].
  - intros d Hd; apply (falls_from m K0 S0 N f b 1); [lra|lra| |lra].
    intros x Hx; apply Rle_trans with (density N f (agreement m a)).
    + apply (density_beyond m c N J HN HJ Inside K0 K1 Bo a x ltac:(lra) ltac:(lra) Mode').
    + unfold f; rewrite (density_at m c N J K0 K1 a ltac:(lra)).
      destruct Ia as [Q0 _]; apply Rmult_le_reg_r with (agreement m a); [exact Q0|].
      replace (Q2R (bonus c) * INR (S J) * mass (agreement m a) (S N) (S J) / agreement m a * agreement m a) with
        (Q2R (bonus c) * INR (S J) * mass (agreement m a) (S N) (S J)) by (field; lra).
      pose proof (Rmult_le_compat_l _ _ _ Rate Pb); lra.
  - exists e; split; [lra|split; [lra|split; [exact Best|split]]].
    + pose proof (Best a ltac:(lra)) as Ma; unfold payoff in *; fold n in Val, Ma; lra.
    + pose proof (reach_beyond_low m c N J HN HJ Inside K0 K1 a e ltac:(lra) ltac:(lra) Mode') as Re.
      pose proof (agreement_rises m K0 a e ltac:(lra)); pose proof (agreement_rises m K0 e b ltac:(lra)).
      destruct Ia as [Q0 _]; assert (IQ : 0 < / agreement m a) by (apply Rinv_0_lt_compat, Q0).
      pose proof (mass_pos (agreement m a) (S N) (agreement_inside m K0 K1 a ltac:(lra)) (S J) ltac:(lia)) as Mp.
      assert (X : INR (S J) * mass (agreement m a) (S N) (S J) / agreement m a <= INR (S J) * Q2R pa' / agreement m a).
      { apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; [apply pos_INR|exact Pb]. }
      assert (X0 : 0 <= INR (S J) * mass (agreement m a) (S N) (S J) / agreement m a).
      { apply Rmult_le_pos; [apply Rmult_le_pos; [apply pos_INR|lra]|lra]. }
      set (s := INR (S J) * mass _ _ _ / _) in *; set (s' := INR (S J) * Q2R pa' / _) in *.
      assert ((agreement m e - agreement m a) * s <= (agreement m b - agreement m a) * s').
      { apply Rmult_le_compat; lra. }
      unfold n; lra.
Qed.

(** A twin that the checker has to reject. *)
Definition reply_with_bonus (c : reply) (b : Q) : reply :=
  Reply (signals c) (base c) b (threshold c) (low c) (high c) (turn c) (digits c) (upward c) (downward c)
    (far_digits c) (turn_upward c) (turn_downward c) (stretches c).
