(** * Curvature of the wage that buys a utility

    In words.  h(v) is the wage that buys the utility v.  Utilities of feasible pay form an
    interval [pay] (limited liability below, perhaps a supremum of utility above).

    - [mean_is_pay]: an average of feasible utilities is feasible.
    - [curved_of_second_derivative]: h'' >= m on [pay] gives
      h(x) >= h(u) + h'(u)(x-u) + m/2 (x-u)^2, and [bent_of_second_derivative] the
      reverse with h'' <= M: the pointwise bounds that T6 and T7 integrate.
    - [square_curved], [log_curved]: for u(w) = sqrt w, h = v^2 and m = M = 2; for
      u(w) = log(1 + w/a), h = a(e^v - 1) and m = a e^lo on utilities from lo on.

    Source.  Mean value theorem.  Assumed: h twice differentiable on [pay]. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Samples.
Open Scope R_scope.

Definition interval (pay : R -> Prop) : Prop :=
  forall x y z, pay x -> pay z -> x <= y <= z -> pay y.

Lemma interval_mix pay x y t : interval pay -> pay x -> pay y -> 0 <= t <= 1 ->
  pay (t * x + (1 - t) * y).
Proof.
  intros Hi X Y Ht; destruct (Rle_or_lt x y); [apply (Hi x _ y)|apply (Hi y _ x)];
    try assumption; split; nra.
Qed.

Lemma mean_is_pay pay q : interval pay -> 0 <= q <= 1 ->
  forall n v, (forall s, length s = n -> pay (v s)) -> pay (expect q n v).
Proof.
  intros Hi Hq; induction n as [|n IH]; intros v Hv; [rewrite expect_0; apply Hv; reflexivity|].
  rewrite expect_S; apply interval_mix; try assumption;
    apply IH; intros s Hs; apply Hv; simpl; rewrite Hs; reflexivity.
Qed.

(** h lies above its tangent at u by m/2 (x-u)^2; below it plus M/2 (x-u)^2. *)
Definition curved (pay : R -> Prop) (h : R -> R) (m : R) : Prop :=
  forall u, pay u -> exists s, forall x, pay x ->
    h u + s * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x.

Definition bent (pay : R -> Prop) (h : R -> R) (M u s : R) : Prop :=
  forall x, pay x -> h x <= h u + s * (x - u) + M / 2 * ((x - u) * (x - u)).

Section SecondDerivative.
Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).

(** A point of the segment from u to x. *)
Definition between (u x y : R) : Prop := Rmin u x <= y <= Rmax u x.

Lemma between_pay u x y : pay u -> pay x -> between u x y -> pay y.
Proof.
  intros U X; unfold between, Rmin, Rmax; destruct (Rle_dec u x); intros B;
    [apply (Hi u y x)|apply (Hi x y u)]; assumption.
Qed.

Lemma mean_value f f1 u x : (forall y, pay y -> is_derive f y (f1 y)) -> pay u -> pay x ->
  exists y, between u x y /\ f x - f u = f1 y * (x - u).
Proof.
  intros D U X; destruct (MVT_gen f u x f1) as [y [B H]].
  - intros y B; apply D, (between_pay u x); try assumption; unfold between; lra.
  - intros y B; apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)); exists (f1 y).
    apply D, (between_pay u x); assumption.
  - exists y; split; assumption.
Qed.

Lemma between_sign u x y : between u x y -> 0 <= (y - u) * (x - u) /\ (y - u) * (y - u) <= (x - u) * (x - u).
Proof.
  unfold between, Rmin, Rmax; destruct (Rle_dec u x); intros; split; nra.
Qed.

(** Where the slope's increase is at least m per unit, so is the second-order term. *)
Lemma second_order_lower u x m : pay u -> pay x ->
  (forall y, between u x y -> m <= h2 y) ->
  h u + h1 u * (x - u) + m / 2 * ((x - u) * (x - u)) <= h x.
Proof.
  intros U X M.
  set (f := fun y => h y - h1 u * y - m / 2 * ((y - u) * (y - u))).
  set (f1 := fun y => h1 y - h1 u - m * (y - u)).
  assert (D : forall y, pay y -> is_derive f y (f1 y)).
  { intros y Hy; pose proof (D1 y Hy) as Dy; unfold f, f1.
    auto_derive; [exists (h1 y); exact Dy|].
    replace (Derive (fun z => h z) y) with (h1 y) by (symmetry; apply is_derive_unique; exact Dy).
    field. }
  destruct (mean_value f f1 u x D U X) as [y [B Ey]].
  assert (Y : pay y) by (apply (between_pay u x); assumption).
  destruct (mean_value h1 h2 u y D2 U Y) as [z [Bz Ez]].
  assert (Mz : m <= h2 z).
  { apply M; revert B Bz; unfold between, Rmin, Rmax; destruct (Rle_dec u x);
      destruct (Rle_dec u y); intros; lra. }
  destruct (between_sign u x y B) as [S _].
  assert (0 <= f1 y * (x - u)).
  { unfold f1; replace ((h1 y - h1 u - m * (y - u)) * (x - u))
      with ((h2 z - m) * ((y - u) * (x - u))) by (rewrite Ez; ring).
    apply Rmult_le_pos; lra. }
  unfold f in Ey; lra.
Qed.
End SecondDerivative.

Section Bounds.
Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).

Lemma second_order_upper u x M : pay u -> pay x ->
  (forall y, between u x y -> h2 y <= M) ->
  h x <= h u + h1 u * (x - u) + M / 2 * ((x - u) * (x - u)).
Proof.
  intros U X B.
  assert (N1 : forall y, pay y -> is_derive (fun z => - h z) y (- h1 y)).
  { intros y Y; apply @is_derive_opp; apply D1; exact Y. }
  assert (N2 : forall y, pay y -> is_derive (fun z => - h1 z) y (- h2 y)).
  { intros y Y; apply @is_derive_opp; apply D2; exact Y. }
  pose proof (second_order_lower pay (fun z => - h z) (fun z => - h1 z) (fun z => - h2 z)
    Hi N1 N2 u x (- M) U X) as L.
  assert (- h u + - h1 u * (x - u) + - M / 2 * ((x - u) * (x - u)) <= - h x).
  { apply L; intros y Y; specialize (B y Y); lra. }
  lra.
Qed.

Theorem curved_of_second_derivative m : (forall x, pay x -> m <= h2 x) -> curved pay h m.
Proof.
  intros M u U; exists (h1 u); intros x X; apply (second_order_lower pay h h1 h2); try assumption.
  intros y B; apply M, (between_pay pay Hi u x); assumption.
Qed.

Theorem bent_of_second_derivative M u : pay u -> (forall x, pay x -> h2 x <= M) ->
  bent pay h M u (h1 u).
Proof.
  intros U B x X; apply second_order_upper; try assumption.
  intros y Y; apply B, (between_pay pay Hi u x); assumption.
Qed.
End Bounds.

(** ** Instances *)

(** u(w) = sqrt w: the wage that buys v is v^2, of curvature 2 everywhere. *)
Lemma square_curved pay : curved pay (fun v => v * v) 2.
Proof. intros u _; exists (2 * u); intros x _; apply Req_le; field. Qed.

Lemma square_bent pay u : bent pay (fun v => v * v) 2 u (2 * u).
Proof. intros x _; apply Req_le; field. Qed.

(** u(w) = log(1 + w/a): the wage that buys v is a(e^v - 1). *)
Definition log_wage (a v : R) : R := a * (exp v - 1).

Lemma from_interval lo : interval (fun x => lo <= x).
Proof. intros x y z X _ B; lra. Qed.

Lemma log_curved a lo : 0 < a -> curved (fun x => lo <= x) (log_wage a) (a * exp lo).
Proof.
  intros Ha; apply curved_of_second_derivative with (fun v => a * exp v) (fun v => a * exp v).
  - apply from_interval.
  - intros x _; unfold log_wage; auto_derive; [trivial|ring].
  - intros x _; auto_derive; [trivial|ring].
  - intros x X; apply Rmult_le_compat_l; [lra|].
    destruct X as [X|X]; [left; apply exp_increasing; exact X|rewrite X; lra].
Qed.
