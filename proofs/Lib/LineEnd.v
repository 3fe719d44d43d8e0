(** * Upper ends of the gap of linear pay, any number of signals

    In words.  The economies of PriceEnd.v: roots (the square root among them), logarithm, constant absolute risk aversion.
    The wage is max(0, A + B*S), S the number of agreements among n signals.  [check_linear m c = true] proves that with this
    one contract the gap among contracts of this kind, the effort chosen by the company, is at most [claim c]
    ([check_linear_sound]).

    How.  The utility of the wage lies between two polynomials of the count (LineWage.v), whose means are polynomials in q
    (CountMeans.v).  The annotator's payoff rises on [left, low] and falls on [high, right]: its slope is a covariance with
    the count, and that of what the polynomials leave open is at most half of weight*E[H(S - nq)^2] + E[H]/weight, H half
    their distance ([slope_below], [slope_above]).  Left of [left] and right of [right] it is below what is certain at [low].
    So a best reply lies between [low] and [high], where the wages' mean is a polynomial too.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples CountMoments Mills.
From FirstBest.Lib Require Export LineWage.
Open Scope R_scope.

(** ** The slope of a mean between polynomials *)

Section Slope.
Variable count : positive.
Variables step centre : Q.
Let n : nat := Pos.to_nat count.
Let t (k : nat) : R := placed step centre k.

(** From the mean F of p(t) in q those of p(t)(S - nq), its covariance with the count, and of p(t)(S - nq)^2. *)
Definition with_count (F : poly) : poly := mul spread (slope F).
Definition with_square (F : poly) : poly :=
  mul spread (add (slope (with_count F)) (scale_by (inject_Z (Zpos count)) F)).

Lemma spread_value q : value spread q = q * (1 - q).
Proof.
  unfold spread; cbn [value]; rewrite Q2R_zero, Q2R_one; replace (Q2R (-1)) with (-1) by (unfold Q2R; simpl; field); ring.
Qed.

Lemma mean_of p q : probability q -> value (mean_poly count step centre p) q = mean q n (fun k => value p (t k)).
Proof. intros Hq; exact (mean_poly_value count step centre p q Hq). Qed.

Lemma covariance_of (F : poly) (g : R -> nat -> R) (g1 : nat -> R) q : probability q ->
  (forall x, probability x -> value F x = mean x n (g x)) -> (forall k, is_derive (fun x => g x k) q (g1 k)) ->
  mean q n (fun k => g q k * (INR k - INR n * q)) = q * (1 - q) * (value (slope F) q - mean q n g1).
Proof.
  intros Hq HF Dg; pose proof (mean_derive n g g1 q Hq Dg) as M.
  assert (D : value (slope F) q = mean q n (fun k => g q k * ((INR k - INR n * q) / (q * (1 - q))) + g1 k)).
  { rewrite <- (is_derive_unique _ _ _ M); symmetry; apply is_derive_unique.
    apply is_derive_ext_loc with (value F); [|apply slope_derive].
    apply near_probability; [exact Hq|exact HF]. }
  rewrite D, mean_plus; destruct Hq as [Q0 Q1].
  rewrite (mean_ext q n (fun k => g q k * ((INR k - INR n * q) / (q * (1 - q))))
    (fun k => / (q * (1 - q)) * (g q k * (INR k - INR n * q)))) by (intros; field; lra).
  rewrite mean_scale; field; lra.
Qed.

Lemma with_count_value p q : probability q ->
  value (with_count (mean_poly count step centre p)) q = mean q n (fun k => value p (t k) * (INR k - INR n * q)).
Proof.
  intros Hq; unfold with_count; rewrite value_mul, spread_value.
  rewrite (covariance_of (mean_poly count step centre p) (fun _ k => value p (t k)) (fun _ => 0) q Hq).
  - rewrite mean_const; ring.
  - intros x Hx; apply mean_of, Hx.
  - intros k; apply @is_derive_const.
Qed.

Lemma with_square_value p q : probability q ->
  value (with_square (mean_poly count step centre p)) q =
    mean q n (fun k => value p (t k) * ((INR k - INR n * q) * (INR k - INR n * q))).
Proof.
  intros Hq; unfold with_square; rewrite value_mul, spread_value, value_add, value_scale, Q2R_inject.
  rewrite (mean_ext q n (fun k => value p (t k) * ((INR k - INR n * q) * (INR k - INR n * q)))
    (fun k => value p (t k) * (INR k - INR n * q) * (INR k - INR n * q))) by (intros; ring).
  rewrite (covariance_of (with_count (mean_poly count step centre p)) (fun x k => value p (t k) * (INR k - INR n * x)) (fun k => - INR n * value p (t k)) q Hq).
  - rewrite mean_scale, (mean_of p q Hq).
    replace (IZR (Zpos count)) with (INR n) by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity); ring.
  - intros x Hx; apply with_count_value, Hx.
  - intros k; auto_derive; [trivial|ring].
Qed.

Variables below above : poly.
Variable weight : Q.
Variable g : nat -> R.
Hypothesis W0 : 0 < Q2R weight.
Hypothesis Between : forall k, (k <= n)%nat -> value below (t k) <= g k <= value above (t k).

(** Means of the sum and of the distance of both. *)
Definition sum_mean : poly := mean_poly count step centre (add below above).
Definition gap_mean : poly := mean_poly count step centre (add above (scale_by (-1) below)).

(** What the polynomials leave open of twice the covariance with the count, of which these are ends. *)
Definition slope_open (gap : poly) : poly :=
  scale_by (1 # 2) (add (scale_by weight (with_square gap)) (scale_by (/ weight) gap)).
Definition slope_below (sum gap : poly) : poly := add (with_count sum) (scale_by (-1) (slope_open gap)).
Definition slope_above (sum gap : poly) : poly := add (with_count sum) (slope_open gap).

Lemma slope_bounds q : probability q ->
  value (slope_below sum_mean gap_mean) q <= 2 * mean q n (fun k => g k * (INR k - INR n * q)) <=
    value (slope_above sum_mean gap_mean) q.
Proof.
  intros Hq; assert (Q01 : 0 <= q <= 1) by (unfold probability in Hq; lra).
  set (z := fun k => INR k - INR n * q).
  set (M := fun k => value (add below above) (t k)); set (H := fun k => value (add above (scale_by (-1) below)) (t k)).
  assert (MH : forall k, (k <= n)%nat -> 0 <= H k /\ M k - H k <= 2 * g k <= M k + H k).
  { intros k Hk; pose proof (Between k Hk); unfold M, H; rewrite !value_add, value_scale, minus_one; lra. }
  assert (Wq : ~ (weight == 0)%Q) by (apply nonzero; lra).
  assert (Open : value (slope_open gap_mean) q = mean q n (fun k => H k * ((Q2R weight * (z k * z k) + / Q2R weight) / 2))).
  { unfold slope_open, gap_mean; rewrite value_scale, value_add, !value_scale, (with_square_value _ q Hq), (mean_of _ q Hq).
    rewrite Q2R_unit, Q2R_inv by exact Wq; unfold H.
    rewrite <- !mean_scale, <- mean_plus, <- mean_scale; apply mean_ext; intros k _; unfold z; field; lra. }
  assert (Mid : value (with_count sum_mean) q = mean q n (fun k => M k * z k)) by (apply with_count_value, Hq).
  assert (Abs : forall k, - ((Q2R weight * (z k * z k) + / Q2R weight) / 2) <= z k <= (Q2R weight * (z k * z k) + / Q2R weight) / 2).
  { intros k; set (y := z k); set (w := Q2R weight) in *.
    assert (S1 : 0 <= / w * ((w * y - 1) * (w * y - 1))) by (apply Rmult_le_pos; [left; apply Rinv_0_lt_compat, W0|apply Rle_0_sqr]).
    assert (S2 : 0 <= / w * ((w * y + 1) * (w * y + 1))) by (apply Rmult_le_pos; [left; apply Rinv_0_lt_compat, W0|apply Rle_0_sqr]).
    replace (/ w * ((w * y - 1) * (w * y - 1))) with (w * (y * y) + / w - 2 * y) in S1 by (field; lra).
    replace (/ w * ((w * y + 1) * (w * y + 1))) with (w * (y * y) + / w + 2 * y) in S2 by (field; lra); lra. }
  rewrite <- mean_scale; unfold slope_below, slope_above; rewrite !value_add, value_scale, minus_one, Mid, Open; split.
  - rewrite <- mean_scale, <- mean_plus; apply mean_le; [exact Q01|]; intros k Hk.
    destruct (MH k Hk) as [H0 B]; specialize (Abs k); change (INR k - INR n * q) with (z k).
    set (o := (Q2R weight * (z k * z k) + / Q2R weight) / 2) in *; nra.
  - rewrite <- mean_plus; apply mean_le; [exact Q01|]; intros k Hk.
    destruct (MH k Hk) as [H0 B]; specialize (Abs k); change (INR k - INR n * q) with (z k).
    set (o := (Q2R weight * (z k * z k) + / Q2R weight) / 2) in *; nra.
Qed.
End Slope.

(** Coefficients are rounded before a sign is looked for. *)
Definition nonneg_right (low high : Q) (p : poly) : bool := nonneg_on low high (rounded_down p).

Lemma nonneg_right_value low high p x : 0 <= Q2R low -> nonneg_right low high p = true -> Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  intros L H X; apply Rle_trans with (value (rounded_down p) x); [apply (nonneg_on_value _ _ _ x H), X|apply rounded_down_below; lra].
Qed.

(** ** The checker *)

(** The polynomials [below] and [above] are over [unit]; [left], [low], [high], [right] are efforts or their roots. *)
Record line_certificate := LineCertificate
  { signals : positive; claim : Q;
    step : Q; centre : Q; level : Q; log_level : Q; wage_level : Q; ground : Q;
    unit : positive; split : Q; below : poly; above : poly; bump : poly; weight : Q;
    left : Q; low : Q; high : Q; right : Q;
    worth_price : point; most : Q; most_near : Q; most_bend : Q }.

Section Checker.
Variables (m : economy) (c : line_certificate).

Definition least : Q := floor_1024 (- centre c).
Definition greatest : Q := (- floor_1024 (- (step c * inject_Z (Zpos (signals c)) - centre c)))%Q.

(** A polynomial in q, in effort or its root. *)
Definition in_effort (p : poly) : poly := compose p (agreement_poly m).

(** Utilities are looked at times this. *)
Definition twice_unit : Q := inject_Z (Zpos (2 * unit c)).

(** What the annotator is left above the outside option at [low] and elsewhere at most, from the means of the sum and the
    distance of both polynomials. *)
Definition sure_rent (sum gap : poly) : Q :=
  value_down (add (in_effort (add sum (scale_by (-1) gap))) (scale_by (- twice_unit) (utility_poly m))) (low c).
Definition far (sum gap : poly) (rent : Q) : poly :=
  add [rent] (add (scale_by twice_unit (utility_poly m)) (scale_by (-1) (in_effort (add sum gap)))).

(** q(1-q) times what the slope of cost asks for, against what pay gives. *)
Definition asked : poly := scale_by twice_unit (mul (target_poly m) (in_effort spread)).
Definition climbs (sum gap : poly) : poly :=
  add (in_effort (slope_below (signals c) (weight c) sum gap)) (scale_by (-1) asked).
Definition sinks (sum gap : poly) : poly :=
  add asked (scale_by (-1) (in_effort (slope_above (signals c) (weight c) sum gap))).

Definition check_reply : bool :=
  let sum := sum_mean (signals c) (step c) (centre c) (below c) (above c) in
  let gap := gap_mean (signals c) (step c) (centre c) (below c) (above c) in
  let rent := sure_rent sum gap in
  let there := rounded_down (far sum gap rent) in
  Qle_bool 0 rent &&& nonneg_on 0 (left c) there &&& (Qle_bool 1 (right c) ||| nonneg_on (right c) 1 there) &&&
  (Qle_bool (low c) (left c) ||| nonneg_right (left c) (low c) (climbs sum gap)) &&&
  (Qle_bool (right c) (high c) ||| nonneg_right (high c) (right c) (sinks sum gap)).

Definition line_cost : poly :=
  in_effort (mean_poly (signals c) (step c) (centre c) (line_bill (family m) (wage_level c) (bump c))).

Definition check_linear : bool :=
  well_formed (family m) &&& less 0 (kappa m) &&& less (kappa m) 1 &&& smooth m &&&
  less 0 (step c) &&& less 0 (level c) &&& less 0 (weight c) &&&
  less 0 (left c) &&& Qle_bool (left c) (low c) &&& less (low c) (high c) &&& Qle_bool (high c) (right c) &&& Qle_bool (right c) 1 &&&
  Qle_bool least 0 &&& Qle_bool 0 greatest &&&
  is_below (family m) (level c) (unit c) least greatest (split c) (below c) &&&
  is_above (family m) (level c) (unit c) least greatest (above c) &&&
  is_bill (family m) (level c) least greatest (log_level c) (wage_level c) (ground c) (bump c) &&&
  seen_at_most m (worth_price c) (most c) (most_near c) (most_bend c) &&&
  nonneg_right (low c) (high c) (add [Qred (claim c - most c)] (add (benefit_poly m) (scale_by (-1) line_cost))) &&&
  check_reply.
End Checker.

Section Sound.
Variables (m : economy) (c : line_certificate).
Hypothesis Wf : well_formed (family m) = true.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis Sm : smooth m = true.
Hypothesis S0 : 0 < Q2R (step c).
Hypothesis L0 : 0 < Q2R (level c).
Hypothesis W0 : 0 < Q2R (weight c).
Hypothesis Pl : payable (family m) (Q2R (level c)).
Hypothesis Zr : Q2R (least c) <= 0 <= Q2R (greatest c).
Hypothesis Be : is_below (family m) (level c) (unit c) (least c) (greatest c) (split c) (below c) = true.
Hypothesis Ab : is_above (family m) (level c) (unit c) (least c) (greatest c) (above c) = true.
Let n : nat := Pos.to_nat (signals c).
Let t (k : nat) : R := placed (step c) (centre c) k.
Let g (k : nat) : R := bought (family m) (Rmax 0 (line (family m) (level c) (t k))).
Let u : R := IZR (Zpos (unit c)).
Let sum : poly := sum_mean (signals c) (step c) (centre c) (below c) (above c).
Let gap : poly := gap_mean (signals c) (step c) (centre c) (below c) (above c).

Lemma u_positive : 0 < u.
Proof. apply IZR_lt; lia. Qed.

Lemma twice_unit_value : Q2R (twice_unit c) = 2 * u.
Proof. unfold twice_unit, u; rewrite Q2R_inject, Pos2Z.inj_mul, mult_IZR; reflexivity. Qed.

Lemma placed_between k : (k <= n)%nat -> Q2R (least c) <= t k <= Q2R (greatest c).
Proof.
  intros K; apply le_INR in K; pose proof (pos_INR k); unfold t, placed, least, greatest.
  pose proof (floor_1024_below (- centre c)) as B1; rewrite Q2R_opp in B1.
  pose proof (floor_1024_below (- (step c * inject_Z (Zpos (signals c)) - centre c))) as B2.
  rewrite Q2R_opp, Q2R_minus, Q2R_mult, Q2R_inject in B2; rewrite Q2R_opp; revert B1 B2.
  generalize (Q2R (floor_1024 (- centre c))), (Q2R (floor_1024 (- (step c * inject_Z (Zpos (signals c)) - centre c)))); intros x y B1 B2.
  replace (IZR (Zpos (signals c))) with (INR n) in B2 by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ S0) K); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ S0) H); lra.
Qed.

Lemma utility_between k : (k <= n)%nat -> value (below c) (t k) <= u * g k <= value (above c) (t k).
Proof.
  intros K; pose proof (placed_between k K) as T; pose proof u_positive as U.
  pose proof (below_sound _ _ _ _ _ Wf L0 Pl Zr (split c) (below c) (t k) Be T) as B.
  pose proof (above_sound _ _ _ _ _ Wf L0 Pl Zr (above c) (t k) Ab T) as A.
  rewrite shared_value in A, B; fold u in A, B; change (bought (family m) (Rmax 0 (line (family m) (level c) (t k)))) with (g k) in *.
  apply (Rmult_le_compat_l u) in A; [|lra]; apply (Rmult_le_compat_l u) in B; [|lra].
  replace (u * (value (below c) (t k) / u)) with (value (below c) (t k)) in B by (field; lra).
  replace (u * (value (above c) (t k) / u)) with (value (above c) (t k)) in A by (field; lra); lra.
Qed.

(** Twice the least and the most that the mean utility may be. *)
Lemma mean_between e : 0 <= e <= 1 ->
  value (in_effort m (add sum (scale_by (-1) gap))) (root m e) <= 2 * (u * mean (agreement m e) n g) <=
    value (in_effort m (add sum gap)) (root m e).
Proof.
  intros He; pose proof (agreement_inside m K0 K1 e He) as Q; unfold in_effort.
  rewrite !value_compose, !agreement_value, !value_add, value_scale, minus_one by apply He.
  unfold sum, gap, sum_mean, gap_mean; rewrite !mean_poly_value by exact Q; fold n t.
  rewrite <- (mean_scale _ n u), <- (mean_scale _ n 2), <- (mean_scale _ n (-1)), <- !mean_plus; unfold probability in Q.
  split; apply mean_le; try lra; intros k Hk; pose proof (utility_between k Hk); fold (t k);
    rewrite !value_add, value_scale, minus_one; lra.
Qed.

Lemma in_effort_value p e : 0 <= e -> value (in_effort m p) (root m e) = value p (agreement m e).
Proof. intros He; unfold in_effort; rewrite value_compose, agreement_value by exact He; reflexivity. Qed.

Definition line_payoff (e : R) : R := mean (agreement m e) n g - effort_cost m e.

Lemma line_payoff_derive e : 0 < e <= 1 -> is_derive line_payoff e
  (agreement_slope m e * (mean (agreement m e) n (fun k => g k * (INR k - INR n * agreement m e)) /
    (agreement m e * (1 - agreement m e)) - value (target_poly m) (root m e))).
Proof.
  intros He; pose proof (agreement_inside m K0 K1 e ltac:(lra)) as Hq; rewrite (target_value m K0 Sm e) by apply He.
  assert (D : agreement_slope m e <> 0) by (unfold agreement_slope; destruct (monitoring m); nra).
  set (q := agreement m e) in *.
  pose proof (mean_derive n (fun _ k => g k) (fun _ => 0) q Hq (fun k => is_derive_const (K := R_AbsRing) (g k) q)) as M.
  pose proof (is_derive_comp (fun x => mean x n g) (agreement m) e _ _ M (agreement_derive m e)) as C.
  pose proof (marginal_derive m e ltac:(lra)) as Mc; destruct Hq as [Q0 Q1].
  replace (agreement_slope m e * (mean q n (fun k => g k * (INR k - INR n * q)) / (q * (1 - q)) - marginal m e / agreement_slope m e))
    with (minus (scal (agreement_slope m e) (mean q n (fun k => g k * ((INR k - INR n * q) / (q * (1 - q))) + 0))) (marginal m e)).
  - apply @is_derive_minus; [exact C|exact Mc].
  - rewrite (mean_ext q n (fun k => g k * ((INR k - INR n * q) / (q * (1 - q))) + 0)
      (fun k => / (q * (1 - q)) * (g k * (INR k - INR n * q)))) by (intros; field; lra).
    rewrite mean_scale; unfold minus, plus, opp, scal; simpl; unfold mult; simpl; field; repeat split; lra.
Qed.

Lemma covariance_scaled e : mean (agreement m e) n (fun k => u * g k * (INR k - INR n * agreement m e)) =
  u * mean (agreement m e) n (fun k => g k * (INR k - INR n * agreement m e)).
Proof. rewrite <- mean_scale; apply mean_ext; intros; ring. Qed.

Lemma slope_nonneg_here e : 0 <= e -> 0 <= agreement_slope m e.
Proof. intros He; unfold agreement_slope; destruct (monitoring m); nra. Qed.

Lemma root_rises d e : 0 <= d <= e -> root m d <= root m e.
Proof. intros H; unfold root; destruct (exponent m); [lra|apply sqrt_le_1; lra]. Qed.

Lemma climbing x y : 0 < Q2R x -> Q2R y <= 1 -> Q2R x <= Q2R y -> Qle_bool y x ||| nonneg_right x y (climbs m c sum gap) = true ->
  forall d, effort m (Q2R x) <= d <= effort m (Q2R y) -> line_payoff d <= line_payoff (effort m (Q2R y)).
Proof.
  intros X Y XY H d Hd.
  pose proof (effort_range m (Q2R y) ltac:(lra)) as Ey; pose proof (effort_range m (Q2R x) ltac:(lra)) as Ex.
  assert (Ex0 : 0 < effort m (Q2R x)) by (unfold effort; destruct (exponent m); nra).
  apply either in H; destruct H as [H|H].
  { apply le_le in H; replace (Q2R y) with (Q2R x) in * by lra; replace d with (effort m (Q2R x)) by lra; lra. }
  apply (derive_nonneg_le line_payoff (fun e => agreement_slope m e *
    (mean (agreement m e) n (fun k => g k * (INR k - INR n * agreement m e)) /
      (agreement m e * (1 - agreement m e)) - value (target_poly m) (root m e)))); [lra| |].
  - intros e He; apply line_payoff_derive; lra.
  - intros e He; apply Rmult_le_pos; [apply slope_nonneg_here; lra|].
    pose proof (agreement_inside m K0 K1 e ltac:(lra)) as Hq.
    destruct (slope_bounds (signals c) (step c) (centre c) (below c) (above c) (weight c) (fun k => u * g k) W0 utility_between _ Hq) as [Lo _].
    assert (Rx : Q2R x <= root m e <= Q2R y).
    { rewrite <- (root_of_effort m (Q2R x)), <- (root_of_effort m (Q2R y)) by lra; split; apply root_rises; lra. }
    apply (nonneg_right_value x y _ (root m e) (Rlt_le _ _ X) H) in Rx; unfold climbs, asked in Rx.
    rewrite value_add, !value_scale, minus_one, value_mul, !in_effort_value, spread_value, twice_unit_value in Rx by lra.
    fold sum gap n in Lo; rewrite (covariance_scaled e) in Lo; set (q := agreement m e) in *; destruct Hq as [Q0 Q1].
    assert (P : 0 < q * (1 - q)) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_le_reg_r with (q * (1 - q)); [exact P|]; rewrite Rmult_0_l, Rmult_minus_distr_r.
    unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    pose proof u_positive; apply Rmult_le_reg_l with (2 * u); lra.
Qed.

Lemma sinking x y : 0 < Q2R x -> Q2R y <= 1 -> Q2R x <= Q2R y -> Qle_bool y x ||| nonneg_right x y (sinks m c sum gap) = true ->
  forall d, effort m (Q2R x) <= d <= effort m (Q2R y) -> line_payoff d <= line_payoff (effort m (Q2R x)).
Proof.
  intros X Y XY H d Hd.
  pose proof (effort_range m (Q2R y) ltac:(lra)) as Ey; pose proof (effort_range m (Q2R x) ltac:(lra)) as Ex.
  assert (Ex0 : 0 < effort m (Q2R x)) by (unfold effort; destruct (exponent m); nra).
  apply either in H; destruct H as [H|H].
  { apply le_le in H; replace (Q2R y) with (Q2R x) in * by lra; replace d with (effort m (Q2R x)) by lra; lra. }
  apply (derive_nonpos_ge line_payoff (fun e => agreement_slope m e *
    (mean (agreement m e) n (fun k => g k * (INR k - INR n * agreement m e)) /
      (agreement m e * (1 - agreement m e)) - value (target_poly m) (root m e)))); [lra| |].
  - intros e He; apply line_payoff_derive; lra.
  - intros e He; pose proof (slope_nonneg_here e ltac:(lra)) as A0.
    pose proof (agreement_inside m K0 K1 e ltac:(lra)) as Hq.
    destruct (slope_bounds (signals c) (step c) (centre c) (below c) (above c) (weight c) (fun k => u * g k) W0 utility_between _ Hq) as [_ Up].
    assert (Rx : Q2R x <= root m e <= Q2R y).
    { rewrite <- (root_of_effort m (Q2R x)), <- (root_of_effort m (Q2R y)) by lra; split; apply root_rises; lra. }
    apply (nonneg_right_value x y _ (root m e) (Rlt_le _ _ X) H) in Rx; unfold sinks, asked in Rx.
    rewrite value_add, !value_scale, minus_one, value_mul, !in_effort_value, spread_value, twice_unit_value in Rx by lra.
    fold sum gap n in Up; rewrite (covariance_scaled e) in Up; set (q := agreement m e) in *; destruct Hq as [Q0 Q1].
    assert (P : 0 < q * (1 - q)) by (apply Rmult_lt_0_compat; lra).
    assert (N : mean q n (fun k => g k * (INR k - INR n * q)) / (q * (1 - q)) - value (target_poly m) (root m e) <= 0).
    { apply Rmult_le_reg_r with (q * (1 - q)); [exact P|]; rewrite Rmult_0_l, Rmult_minus_distr_r.
      unfold Rdiv; rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
      pose proof u_positive; apply Rmult_le_reg_l with (2 * u); lra. }
    nra.
Qed.

Lemma sure_rent_value : 0 <= Q2R (low c) <= 1 ->
  Q2R (sure_rent m c sum gap) + 2 * u * Q2R (outside m) <= 2 * u * line_payoff (effort m (Q2R (low c))).
Proof.
  intros L; pose proof (effort_range m _ L) as E; destruct (mean_between _ E) as [B _].
  pose proof (value_down_below (add (in_effort m (add sum (scale_by (-1) gap)))
    (scale_by (- twice_unit c) (utility_poly m))) (low c) (proj1 L)) as D; fold (sure_rent m c sum gap) in D.
  rewrite <- (root_of_effort m (Q2R (low c))) in D at 1 by apply L; revert D.
  rewrite value_add, value_scale, Q2R_opp, twice_unit_value, utility_value by apply E.
  intros D; unfold utility, line_payoff in *; lra.
Qed.

Lemma far_away d : 0 <= d <= 1 -> 0 <= value (far m c sum gap (sure_rent m c sum gap)) (root m d) ->
  2 * u * line_payoff d <= Q2R (sure_rent m c sum gap) + 2 * u * Q2R (outside m).
Proof.
  intros Hd H; destruct (mean_between d Hd) as [_ A]; unfold far in H.
  rewrite !value_add, !value_scale, minus_one, twice_unit_value, utility_value in H by apply Hd.
  cbn [value] in H; unfold utility in H; unfold line_payoff; lra.
Qed.

Lemma line_payoff_continuous e : 0 < e <= 1 -> continuity_pt line_payoff e.
Proof.
  intros He; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); eexists; apply line_payoff_derive, He.
Qed.
End Sound.

Theorem check_linear_sound m c : check_linear m c = true -> gap_at_most m (linear_pay (family m)) (Pos.to_nat (signals c)) (Q2R (claim c)).
Proof.
  unfold check_linear; intros H.
  repeat match type of H with (_ &&& _ = true) => apply both in H; let N := fresh "N" in destruct H as [H N] end.
  rename H into Wf, N17 into K0, N16 into K1, N15 into Sm, N14 into S0, N13 into L0, N12 into W0, N11 into P0, N10 into LL, N9 into LH,
    N8 into HR, N7 into R1, N6 into Z0, N5 into Z1, N4 into Be, N3 into Ab, N2 into Bi, N1 into Se, N0 into Cost, N into Reply.
  unfold check_reply in Reply; cbv zeta in Reply.
  set (sum := sum_mean (signals c) (step c) (centre c) (below c) (above c)) in *.
  set (gap := gap_mean (signals c) (step c) (centre c) (below c) (above c)) in *.
  apply both in Reply; destruct Reply as [Reply Sink]; apply both in Reply; destruct Reply as [Reply Climb].
  apply both in Reply; destruct Reply as [Reply Right]; apply both in Reply; destruct Reply as [Rent Left].
  repeat match goal with
  | X : less _ _ = true |- _ => apply less_lt in X
  | X : Qle_bool _ _ = true |- _ => apply le_le in X
  end.
  rewrite ?Q2R_zero, ?Q2R_one in *.
  assert (Zr : Q2R (least c) <= 0 <= Q2R (greatest c)) by (split; assumption).
  pose proof Bi as Bu; unfold is_bill in Bu; do 3 (apply both in Bu; destruct Bu as [Bu _]).
  destruct (buys_sound _ _ _ _ Wf Bu) as [Pl _]; clear Bu.
  set (n := Pos.to_nat (signals c)); set (t := placed (step c) (centre c)).
  set (g := fun k => bought (family m) (Rmax 0 (line (family m) (level c) (t k)))).
  set (pay := line_payoff m c); set (a := effort m (Q2R (low c))); set (b := effort m (Q2R (high c))).
  assert (Ea : 0 <= a <= 1) by (apply effort_range; lra); assert (Eb : 0 <= b <= 1) by (apply effort_range; lra).
  assert (A0 : 0 < a) by (unfold a, effort; destruct (exponent m); nra).
  assert (AB : a <= b) by (apply effort_rises; lra).
  destruct (continuity_ab_maj pay a b AB) as [x [Most Hx]].
  { intros y Hy; apply (line_payoff_continuous m c); try assumption; lra. }
  pose proof (Most a ltac:(lra)) as Ma; pose proof (Most b ltac:(lra)) as Mb.
  pose proof (sure_rent_value m c Wf K0 K1 S0 L0 Pl Zr Be Ab ltac:(lra)) as Sure; fold sum gap a pay in Sure.
  assert (U : 0 < IZR (Zpos (unit c))) by (apply IZR_lt; lia).
  assert (Part : Q2R (outside m) <= pay a) by (apply Rmult_le_reg_l with (2 * IZR (Zpos (unit c))); lra).
  assert (Best : forall d, 0 <= d <= 1 -> pay d <= pay x).
  { intros d Hd; pose proof (root_range m d Hd) as Rd; pose proof (effort_of_root m d (proj1 Hd)) as Dr.
    assert (Order : forall y, 0 <= Q2R y -> root m d <= Q2R y -> d <= effort m (Q2R y)).
    { intros y Y L; rewrite <- Dr; apply effort_rises; lra. }
    assert (Order' : forall y, 0 <= Q2R y -> Q2R y <= root m d -> effort m (Q2R y) <= d).
    { intros y Y L; rewrite <- Dr; apply effort_rises; lra. }
    assert (Far : 0 <= value (rounded_down (far m c sum gap (sure_rent m c sum gap))) (root m d) -> pay d <= pay x).
    { intros F; pose proof (rounded_down_below (far m c sum gap (sure_rent m c sum gap)) (root m d) (proj1 Rd)) as Dn.
      pose proof (far_away m c Wf K0 K1 S0 L0 Pl Zr Be Ab d Hd) as Fa; fold sum gap pay in Fa; specialize (Fa ltac:(lra)).
      apply Rle_trans with (pay a); [|exact Ma]; apply Rmult_le_reg_l with (2 * IZR (Zpos (unit c))); lra. }
    destruct (Rle_or_lt (root m d) (Q2R (left c))) as [A1|A1].
    { apply Far, (nonneg_on_value _ _ _ (root m d) Left); rewrite Q2R_zero; lra. }
    destruct (Rle_or_lt (Q2R (right c)) (root m d)) as [B1|B1].
    { apply either in Right; destruct Right as [Right|Right].
      - apply le_le in Right; rewrite Q2R_one in Right; replace d with (effort m (Q2R (right c))).
        + apply Rle_trans with (pay b); [|exact Mb].
          apply (sinking m c Wf K0 K1 Sm S0 L0 W0 Pl Zr Be Ab (high c) (right c)); try assumption; try lra.
          split; [apply effort_rises; lra|lra].
        + rewrite <- Dr; f_equal; lra.
      - apply Far, (nonneg_on_value _ _ _ (root m d) Right); rewrite Q2R_one; lra. }
    destruct (Rle_or_lt (root m d) (Q2R (low c))) as [L2|L2].
    { apply Rle_trans with (pay a); [|exact Ma].
      apply (climbing m c Wf K0 K1 Sm S0 L0 W0 Pl Zr Be Ab (left c) (low c)); try assumption; try lra.
      split; [apply Order'; lra|apply Order; lra]. }
    destruct (Rle_or_lt (Q2R (high c)) (root m d)) as [R2|R2].
    { apply Rle_trans with (pay b); [|exact Mb].
      apply (sinking m c Wf K0 K1 Sm S0 L0 W0 Pl Zr Be Ab (high c) (right c)); try assumption; try lra.
      split; [apply Order'; lra|apply Order; lra]. }
    apply Most; split; [apply Order'; lra|apply Order; lra]. }
  assert (Ex : 0 <= x <= 1) by lra.
  pose proof (agreement_inside m K0 K1 x Ex) as Qx; unfold probability in Qx.
  assert (Mean : forall q h, expect q n (fun s => h (Model.count s)) = mean q n h) by (intros; apply expect_count).
  assert (Wage : forall k, payable (family m) (g k) /\ wage (family m) (g k) = Rmax 0 (line (family m) (level c) (t k)))
    by (intros k; apply bought_wage; [exact Wf|apply Rmax_l]).
  exists (fun s => g (Model.count s)), x; split; [|split].
  - unfold linear_pay, g, line, t, placed.
    set (W := wage (family m) (Q2R (level c))).
    set (r := match family m with Root _ => W | Logarithm a => W + Q2R a | Exponential r => / Q2R r end).
    exists (W - r * Q2R (centre c)), (r * Q2R (step c)); intros s; f_equal; f_equal.
    unfold r; destruct (family m); unfold Rdiv; ring.
  - split; [exact Ex|split; [|split]].
    + intros s _; apply Wage.
    + intros d Hd; rewrite !(Mean _ g); exact (Best d Hd).
    + unfold participates; rewrite (Mean _ g); change (Q2R (outside m) <= pay x); lra.
  - intros e0 He0 Pe0; pose proof (seen_at_most_sound m _ _ _ _ e0 Wf Se He0 Pe0) as F; unfold under.
    rewrite (Mean _ (fun k => wage (family m) (g k))).
    assert (Rx : Q2R (low c) <= root m x <= Q2R (high c)).
    { rewrite <- (root_of_effort m (Q2R (low c))), <- (root_of_effort m (Q2R (high c))) by lra.
      split; apply root_rises; unfold a, b in *; lra. }
    assert (Lc : 0 <= Q2R (low c)) by lra.
    apply (nonneg_right_value (low c) (high c) _ (root m x) Lc Cost) in Rx; clear Cost; unfold line_cost in Rx.
    rewrite !value_add, value_scale, minus_one, in_effort_value, benefit_value in Rx by lra.
    rewrite mean_poly_value in Rx by exact (agreement_inside m K0 K1 x Ex).
    cbn [value] in Rx; rewrite Q2R_red, Q2R_minus in Rx.
    assert (Pay : mean (agreement m x) n (fun k => wage (family m) (g k)) <=
      mean (agreement m x) n (fun k => value (line_bill (family m) (wage_level c) (bump c)) (t k))).
    { apply mean_le; [lra|]; intros k Hk; rewrite (proj2 (Wage k)).
      apply (bill_sound _ _ (least c) (greatest c) Wf Pl (log_level c) (wage_level c) (ground c)); [exact Bi|].
      exact (placed_between c S0 k Hk). }
    fold n t in Rx; lra.
Qed.

Theorem check_linears_sound m cs : forallb (check_linear m) cs = true ->
  upper_ends m (linear_pay (family m)) (map (fun c => (signals c, claim c)) cs).
Proof.
  intros H n u I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_linear_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_linear_ends m cs := refine (check_linears_sound m cs _); computed.

(** Twins that the checker has to reject: a wage steeper in the count, a wage that does not buy the utility, a polynomial
    that is not below, a bolder claim. *)
Definition with_step (c : line_certificate) (s : Q) : line_certificate :=
  LineCertificate (signals c) (claim c) s (centre c) (level c) (log_level c) (wage_level c) (ground c) (unit c) (split c) (below c) (above c)
    (bump c) (weight c) (left c) (low c) (high c) (right c) (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_wage (c : line_certificate) (w : Q) : line_certificate :=
  LineCertificate (signals c) (claim c) (step c) (centre c) (level c) (log_level c) w (ground c) (unit c) (split c) (below c) (above c)
    (bump c) (weight c) (left c) (low c) (high c) (right c) (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_claim (c : line_certificate) (u : Q) : line_certificate :=
  LineCertificate (signals c) u (step c) (centre c) (level c) (log_level c) (wage_level c) (ground c) (unit c) (split c) (below c) (above c)
    (bump c) (weight c) (left c) (low c) (high c) (right c) (worth_price c) (most c) (most_near c) (most_bend c).
(** [below] a little higher in the power 2 of t. *)
Definition with_lift (c : line_certificate) (a : Q) : line_certificate :=
  LineCertificate (signals c) (claim c) (step c) (centre c) (level c) (log_level c) (wage_level c) (ground c) (unit c) (split c)
    (add [0; 0; a]%Q (below c)) (above c) (bump c) (weight c) (left c) (low c) (high c) (right c)
    (worth_price c) (most c) (most_near c) (most_bend c).
