(** * Upper ends of the gap: one contract whose pay rises with the count, and an effort that it makes a best reply

    In words.  The economies of LowerEnd.v.  Pay f(S), in utility, S the number of agreements among n signals, f
    nondecreasing and at least 0.  If expected utility less cost, [payoff], is nowhere to the left of an effort a above its
    value at a and nowhere to the right of b above its value at b, then some effort between a and b is a best reply among
    all efforts in [0, 1], and the company's payoff there is at least the worth of a less the pay at b
    ([located]).  So no contract has to be stationary exactly: a and b can be some 2^-50 apart.  The slope of [payoff] is
    q' times [density] - [target], where density is the slope of expected utility in q and target = c'/q' rises with effort
    ([rises_to], [falls_from]).  [gap_at_most] is the conclusion, for a class of contracts.

    Source.  This project.  Assumed: the numbers of the economy are in range. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples BestReply CountDeviation Mills.
From FirstBest.Lib Require Export LowerEnd.
Open Scope R_scope.

Section Statement.
Variable m : economy.

(** Some contract of the class and some effort that it makes a best reply are worth, but for u, as much as any effort with
    effort seen. *)
Definition gap_at_most (class : (list bool -> R) -> Prop) (n : nat) (u : R) : Prop :=
  exists v e, class v /\ offers m n v e /\ forall e0, 0 <= e0 <= 1 -> seen m e0 <= under m n v e + u.

Definition any_pay (v : list bool -> R) : Prop := True.

(** So the supremum with effort seen exceeds the supremum over the contracts of the class by u at most. *)
Theorem gap_at_most_suprema (class : (list bool -> R) -> Prop) n u first second : gap_at_most class n u ->
  is_lub (fun x => exists e, 0 <= e <= 1 /\ x = seen m e) first ->
  is_lub (fun x => exists v e, class v /\ offers m n v e /\ x = under m n v e) second -> first <= second + u.
Proof.
  intros [v [e [C [Of G]]]] [_ F] [S _].
  assert (under m n v e <= second) by (apply S; exists v, e; repeat split; assumption || apply Of).
  apply F; intros x [e0 [He ->]]; pose proof (G e0 He); lra.
Qed.

Lemma gap_at_most_class (class class' : (list bool -> R) -> Prop) n u : (forall v, class v -> class' v) ->
  gap_at_most class n u -> gap_at_most class' n u.
Proof. intros I [v [e [C R]]]; exists v, e; split; [apply I, C|exact R]. Qed.
End Statement.

(** ** One contract *)

Lemma mean_rises n f x y : (forall k, f k <= f (S k)) -> 0 <= x <= y -> y <= 1 -> mean x n f <= mean y n f.
Proof.
  intros H X Y; pose proof (mean_falls n (fun k => -1 * f k) x y ltac:(intros k; specialize (H k); lra) X Y) as F.
  rewrite !mean_scale in F; lra.
Qed.

Section Contract.
Variable m : economy.
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis S0 : 0 <= Q2R (scale m).
Hypothesis W0 : 0 <= Q2R (worth m).

Variables (N : nat) (f : nat -> R).
Hypothesis Least : forall k, 0 <= f k.
Hypothesis Rises : forall k, f k <= f (S k).

Let n : nat := S N.

Definition payoff (d : R) : R := mean (agreement m d) (S N) f - effort_cost m d.
Definition density (q : R) : R := INR (S N) * mean q N (fun k => f (S k) - f k).
Definition target (d : R) : R :=
  match monitoring m with
  | Expert => 2 * Q2R (scale m) * (INR (S (S (power m))) * d ^ S (power m)) / Q2R (kappa m)
  | TwoLooks => Q2R (scale m) * (INR (S (S (power m))) * d ^ power m) / Q2R (kappa m)
  end.

Lemma agreement_rises d e : 0 <= d <= e -> agreement m d <= agreement m e.
Proof. intros H; unfold agreement; destruct (monitoring m); [nra|]; assert (d * d <= e * e) by nra; nra. Qed.

Lemma slope_nonneg d : 0 <= d -> 0 <= agreement_slope m d.
Proof. intros H; unfold agreement_slope; destruct (monitoring m); nra. Qed.

Lemma target_rises d e : 0 <= d <= e -> target d <= target e.
Proof.
  intros H; unfold target; pose proof (pos_INR (S (S (power m)))) as I.
  assert (R : 0 <= / Q2R (kappa m)) by (left; apply Rinv_0_lt_compat, K0).
  pose proof (pow_incr d e (power m) H); pose proof (pow_incr d e (S (power m)) H).
  destruct (monitoring m); apply Rmult_le_compat_r; try exact R.
  - apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; assumption.
  - apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; assumption.
Qed.

Lemma target_marginal d : marginal m d = agreement_slope m d * target d.
Proof. unfold marginal, agreement_slope, target; destruct (monitoring m); simpl pow; field; lra. Qed.

Lemma payoff_derive d : is_derive payoff d (agreement_slope m d * (density (agreement m d) - target d)).
Proof.
  replace (agreement_slope m d * (density (agreement m d) - target d)) with
    (minus (agreement_slope m d * density (agreement m d)) (marginal m d))
    by (rewrite target_marginal; unfold minus, plus, opp; simpl; ring).
  apply @is_derive_minus; [|apply marginal_derive].
  exact (is_derive_comp (fun x => mean x (S N) f) (agreement m) d _ _ (mean_derive N f (agreement m d)) (agreement_derive m d)).
Qed.

Theorem rises_to x y : 0 <= x -> y <= 1 ->
  (forall d, x <= d <= y -> target y <= density (agreement m d)) -> forall d, x <= d <= y -> payoff d <= payoff y.
Proof.
  intros X Y H d Hd; apply (derive_nonneg_le payoff (fun t => agreement_slope m t * (density (agreement m t) - target t)));
    [lra|intros; apply payoff_derive|].
  intros t Ht; specialize (H t ltac:(lra)); pose proof (target_rises t y ltac:(lra)).
  apply Rmult_le_pos; [apply slope_nonneg; lra|lra].
Qed.

Theorem falls_from x y : 0 <= x -> y <= 1 ->
  (forall d, x <= d <= y -> density (agreement m d) <= target x) -> forall d, x <= d <= y -> payoff d <= payoff x.
Proof.
  intros X Y H d Hd; apply (derive_nonpos_ge payoff (fun t => agreement_slope m t * (density (agreement m t) - target t)));
    [lra|intros; apply payoff_derive|].
  intros t Ht; specialize (H t ltac:(lra)); pose proof (target_rises x t ltac:(lra)).
  pose proof (slope_nonneg t ltac:(lra)); nra.
Qed.

Lemma agreement_unit d : 0 <= d <= 1 -> 0 <= agreement m d <= 1.
Proof. intros H; pose proof (agreement_inside m K0 K1 d H) as P; unfold probability in P; lra. Qed.

Lemma cost_rises d e : 0 <= d <= e -> effort_cost m d <= effort_cost m e.
Proof. intros H; apply Rmult_le_compat_l; [exact S0|apply pow_incr; exact H]. Qed.

(** Far efforts, a stretch of them at a time: they succeed less often than the dearest, and cost at least the cheapest. *)
Lemma far x y d : 0 <= x <= d -> d <= y <= 1 -> payoff d <= mean (agreement m y) (S N) f - effort_cost m x.
Proof.
  intros X Y; unfold payoff; pose proof (cost_rises x d X).
  pose proof (mean_rises (S N) f (agreement m d) (agreement m y) Rises) as M.
  pose proof (agreement_unit d ltac:(lra)); pose proof (agreement_unit y ltac:(lra)).
  pose proof (agreement_rises d y ltac:(lra)); specialize (M ltac:(lra) ltac:(lra)); lra.
Qed.

(** Some effort between a and b is a best reply among all efforts. *)
Theorem best_between a b : 0 <= a <= b -> b <= 1 ->
  (forall d, 0 <= d <= a -> payoff d <= payoff a) ->
  (forall d, b <= d <= 1 -> payoff d <= payoff b) ->
  exists e, a <= e <= b /\ (forall d, 0 <= d <= 1 -> payoff d <= payoff e).
Proof.
  intros A B L R.
  assert (Cont : forall x, a <= x <= b -> continuity_pt payoff x).
  { intros x _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    eexists; apply payoff_derive. }
  destruct (continuity_ab_maj payoff a b (proj2 A) Cont) as [e [Most He]].
  exists e; split; [exact He|]; intros d Hd; destruct (Rle_dec d a) as [D|D]; [|destruct (Rle_dec b d) as [D'|D']].
  - pose proof (L d ltac:(lra)); pose proof (Most a ltac:(lra)); lra.
  - pose proof (R d ltac:(lra)); pose proof (Most b ltac:(lra)); lra.
  - apply Most; lra.
Qed.

Theorem located (class : (list bool -> R) -> Prop) a b F u : 0 <= a <= b -> b <= 1 ->
  class (fun s => f (Model.count s)) ->
  (forall d, 0 <= d <= a -> payoff d <= payoff a) ->
  (forall d, b <= d <= 1 -> payoff d <= payoff b) ->
  Q2R (outside m) <= payoff a ->
  (forall e, 0 <= e <= 1 -> seen m e <= F) ->
  F <= Q2R (worth m) * a - mean (agreement m b) (S N) (fun k => f k * f k) + u ->
  gap_at_most m class (S N) u.
Proof.
  intros A B C L R P HF Pay.
  destruct (best_between a b A B L R) as [e [He Best]].
  assert (Ex : forall d, expect (agreement m d) (S N) (fun s => f (Model.count s)) = mean (agreement m d) (S N) f)
    by (intros; apply expect_count).
  exists (fun s => f (Model.count s)), e; split; [exact C|split].
  - split; [lra|split; [intros; apply Least|split]].
    + intros d Hd; rewrite !Ex; apply Best, Hd.
    + unfold participates; rewrite Ex; pose proof (Best a ltac:(lra)) as Ma; unfold payoff in *; lra.
  - intros e0 He0; specialize (HF e0 He0); unfold under.
    rewrite (expect_count _ _ (fun k => f k * f k)).
    assert (M : mean (agreement m e) (S N) (fun k => f k * f k) <= mean (agreement m b) (S N) (fun k => f k * f k)).
    { apply mean_rises.
      - intros k; specialize (Rises k); pose proof (Least k); nra.
      - pose proof (agreement_unit e ltac:(lra)); pose proof (agreement_rises e b ltac:(lra)); lra.
      - apply agreement_unit; lra. }
    assert (Q2R (worth m) * a <= Q2R (worth m) * e) by (apply Rmult_le_compat_l; lra).
    lra.
Qed.
End Contract.

(** The upper ends of several sizes. *)
Definition upper_ends (m : economy) (class : (list bool -> R) -> Prop) (ends : list (positive * Q)) : Prop :=
  forall n u, In (n, u) ends -> gap_at_most m class (Pos.to_nat n) (Q2R u).

(** ** In rational numbers *)

Section Rational.
Variable m : economy.

Definition economy_in_range : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& Qle_bool 0 (scale m) &&& Qle_bool 0 (worth m).

Lemma economy_in_range_sound : economy_in_range = true ->
  0 < Q2R (kappa m) /\ Q2R (kappa m) < 1 /\ 0 <= Q2R (scale m) /\ 0 <= Q2R (worth m).
Proof.
  intros H; unfold economy_in_range in H.
  apply both in H; destruct H as [H W]; apply both in H; destruct H as [H S].
  apply both in H; destruct H as [K K'].
  apply less_lt in K; apply less_lt in K'; apply le_le in S; apply le_le in W.
  rewrite Q2R_zero in *; rewrite Q2R_one in *; repeat split; assumption.
Qed.

Fixpoint power_of (x : Q) (k : nat) : Q := match k with O => 1%Q | S j => (x * power_of x j)%Q end.

Lemma power_of_value x k : Q2R (power_of x k) = Q2R x ^ k.
Proof. induction k as [|k IH]; [exact Q2R_one|]. cbn [power_of pow]; rewrite Q2R_mult, IH; reflexivity. Qed.

Definition agreement_at (e : Q) : Q :=
  match monitoring m with Expert => Qred ((1 + kappa m * e) * (1 # 2)) | TwoLooks => Qred ((1 + kappa m * (e * e)) * (1 # 2)) end.

Lemma Q2R_half : Q2R (1 # 2) = 1 / 2. Proof. unfold Q2R; simpl; lra. Qed.

Lemma agreement_at_value e : Q2R (agreement_at e) = agreement m (Q2R e).
Proof.
  unfold agreement_at, agreement; destruct (monitoring m); rewrite Q2R_red, !Q2R_mult, Q2R_plus, !Q2R_mult, Q2R_one, Q2R_half; field.
Qed.

Definition cost_at (e : Q) : Q := Qred (scale m * power_of e (S (S (power m)))).

Lemma cost_at_value e : Q2R (cost_at e) = effort_cost m (Q2R e).
Proof. unfold cost_at, effort_cost; rewrite Q2R_red, Q2R_mult, power_of_value; reflexivity. Qed.

Definition target_at (e : Q) : Q :=
  Qred (match monitoring m with
  | Expert => 2 * scale m * (exponent m * power_of e (S (power m))) / kappa m
  | TwoLooks => scale m * (exponent m * power_of e (power m)) / kappa m
  end).

Lemma target_at_value e : 0 < Q2R (kappa m) -> Q2R (target_at e) = target m (Q2R e).
Proof.
  intros K; assert (Kq : ~ (kappa m == 0)%Q) by (intros Z; apply Qeq_eqR in Z; rewrite Q2R_zero in Z; lra).
  assert (Ex : Q2R (exponent m) = INR (S (S (power m)))).
  { unfold exponent, Q2R, inject_Z; cbn [Qnum Qden]; rewrite INR_IZR_INZ; field. }
  assert (Two : Q2R 2 = 2) by (unfold Q2R; simpl; field).
  unfold target_at, target; rewrite Q2R_red; destruct (monitoring m);
    rewrite Q2R_div, !Q2R_mult, power_of_value, Ex by exact Kq; [rewrite Two|]; reflexivity.
Qed.

(** What effort seen is worth at most. *)
Definition seen_at_most (F near bend : Q) : bool := bowl_above near bend (add [F] (scale_by (-1) (seen_poly m))).

Lemma seen_at_most_sound F near bend e : seen_at_most F near bend = true -> 0 <= e <= 1 -> seen m e <= Q2R F.
Proof.
  intros H He; pose proof (bowl_above_value _ _ _ e H He) as V.
  rewrite value_add, value_scale, seen_poly_value in V; cbn [value] in V.
  replace (Q2R (-1)) with (-1) in V by (unfold Q2R; simpl; field); lra.
Qed.
End Rational.
