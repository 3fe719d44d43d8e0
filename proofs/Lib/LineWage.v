(** * Wages linear in the count, and polynomials on both sides of the utility that they buy

    In words.  The utilities of WagePolynomial.v.  A wage max(0, A + B*S), S the number of agreements, buys the utility
    [bought] ([linear_pay] is the class of such contracts).  Measured as t = step*S - centre around a utility v0, that is
    v0 (1+t)^(1/p), v0 + ln(1+t) or (1 - (1 - r v0) e^(-t))/r, and 0 where the wage is 0.  [check_line] proves of two
    polynomials that they lie below and above that for every t that occurs ([line_bracket]), and of a third that it is at
    least the wage ([line_billed]).

    How.  Up to a factor above 0 the slope of the distance, after a function that rises, has one sign on either side of 0:
    [line_drift] is t times what is at least 0.  Where the wage is 0 the signs of the polynomials are looked at.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples ExpBracket.
From FirstBest.Lib Require Export PayEnd.
Open Scope R_scope.

(** ** What a wage buys *)

Definition bought (f : utility_of_money) (w : R) : R :=
  match f with
  | Root p => if Rle_dec w 0 then 0 else Rpower w (/ Q2R p)
  | Logarithm a => ln (1 + w / Q2R a)
  | Exponential r => (1 - exp (- (Q2R r * w))) / Q2R r
  end.

(** A wage linear in the number of agreements, and 0 where that is negative. *)
Definition linear_pay (f : utility_of_money) (v : list bool -> R) : Prop :=
  exists A B, forall s, v s = bought f (Rmax 0 (A + B * INR (Model.count s))).

Theorem bought_wage f w : well_formed f = true -> 0 <= w -> payable f (bought f w) /\ wage f (bought f w) = w.
Proof.
  intros Wf W; unfold payable, bought, wage; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large (Root p) Wf p eq_refl) as P; destruct (Rle_dec w 0) as [L|L].
    + split; [split; [lra|exact I]|]; destruct (Rle_dec 0 0); lra.
    + pose proof (exp_pos (/ Q2R p * ln w)) as X; split; [split; [unfold Rpower; lra|exact I]|].
      destruct (Rle_dec (Rpower w (/ Q2R p)) 0) as [N|_]; [unfold Rpower in N; lra|].
      rewrite Rpower_mult, Rinv_l, Rpower_1; lra.
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A.
    assert (Z : 0 <= w / Q2R a) by (apply Rdiv_le_0_compat; lra).
    split; [split; [|exact I]|rewrite exp_ln by lra; field; lra].
    rewrite <- ln_1; destruct Z as [Z|Z]; [left; apply ln_increasing; lra|rewrite <- Z, Rplus_0_r; apply Rle_refl].
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A; pose proof (exp_pos (- (Q2R r * w))) as X.
    assert (Z : exp (- (Q2R r * w)) <= 1).
    { rewrite <- exp_0; assert (0 <= Q2R r * w) by (apply Rmult_le_pos; lra).
      destruct H as [H|H]; [left; apply exp_increasing; lra|rewrite <- H, Ropp_0; apply Rle_refl]. }
    replace (Q2R r * ((1 - exp (- (Q2R r * w))) / Q2R r)) with (1 - exp (- (Q2R r * w))) by (field; lra).
    split; [split; [apply Rdiv_le_0_compat; lra|lra]|].
    replace (1 - (1 - exp (- (Q2R r * w)))) with (exp (- (Q2R r * w))) by ring; rewrite ln_exp; field; lra.
Qed.

(** So of linear pay the wages are linear down to 0, whatever the utility. *)
Theorem linear_pay_wages f v : well_formed f = true -> linear_pay f v ->
  exists A B, forall s, payable f (v s) /\ wage f (v s) = Rmax 0 (A + B * INR (Model.count s)).
Proof. intros Wf [A [B H]]; exists A, B; intros s; rewrite H; apply bought_wage; [exact Wf|apply Rmax_l]. Qed.

(** ** Polynomials below and above *)

(** The constant is 0, and the rest at least 0 after even powers of the variable were left out. *)
Fixpoint rest_nonneg (low high : Q) (p : poly) : bool :=
  match p with
  | a :: b :: p' => if Qeq_bool a 0 &&& Qeq_bool b 0 then rest_nonneg low high p' else nonneg_on low high p
  | _ => nonneg_on low high p
  end.

Lemma rest_nonneg_value low high x : Q2R low <= x <= Q2R high ->
  forall k p, (length p <= k)%nat -> rest_nonneg low high p = true -> 0 <= value p x.
Proof.
  intros Hx; induction k as [|k IH]; intros p L H.
  - destruct p; [cbn [value]; lra|simpl in L; lia].
  - destruct p as [|a [|b p]]; cbn [rest_nonneg] in H; try (apply (nonneg_on_value low high); assumption).
    destruct (Qeq_bool a 0 &&& Qeq_bool b 0) eqn:E; [|apply (nonneg_on_value low high); assumption].
    apply both in E; destruct E as [A B]; apply Qeq_bool_iff, Qeq_eqR in A; apply Qeq_bool_iff, Qeq_eqR in B.
    cbn [value]; rewrite A, B, Q2R_zero.
    assert (0 <= value p x) by (apply IH; [simpl in L; lia|exact H]).
    replace (0 + x * (0 + x * value p x)) with (x * x * value p x) by ring.
    apply Rmult_le_pos; [apply Rle_0_sqr|assumption].
Qed.

Definition turns_at_zero (low high : Q) (p : poly) : bool := Qeq_bool (hd 0%Q p) 0 &&& rest_nonneg low high (tl p).

Lemma turns_at_zero_value low high p : turns_at_zero low high p = true ->
  (forall x, value p x = x * value (tl p) x) /\ (forall x, Q2R low <= x <= Q2R high -> 0 <= value (tl p) x).
Proof.
  intros H; apply both in H; destruct H as [Z H]; apply Qeq_bool_iff, Qeq_eqR in Z; rewrite Q2R_zero in Z; split; intros x.
  - destruct p as [|a p]; cbn [value tl hd] in *; [ring|rewrite Z; ring].
  - intros Hx; exact (rest_nonneg_value low high x Hx _ _ (le_n _) H).
Qed.

Section Line.
Variable f : utility_of_money.
Variables (level : Q) (unit : positive) (low high : Q).

(** Up to what is above 0 the slope of P (1+t)^(-1/p), of P - ln(1+t), of (rP - 1)e^t, where P is [raw] over [unit]. *)
Definition line_drift (raw : poly) : poly :=
  match f with
  | Root p => add (scale_by (inject_Z (Qnum p)) (mul [1%Q; 1%Q] (slope raw))) (scale_by (inject_Z (Zneg (Qden p))) raw)
  | Logarithm _ => add (mul [1%Q; 1%Q] (slope raw)) [inject_Z (Zneg unit)]
  | Exponential r => add (scale_by r (add raw (slope raw))) [inject_Z (Zneg unit)]
  end.

(** Roots and logarithms are looked at from -1 or more on. *)
Definition start (from : Q) : Q := match f with Exponential _ => low | _ => if Qle_bool low from then from else low end.

(** Left of [split], where no more than 0 is certain. *)
Definition is_below (split : Q) (raw : poly) : bool :=
  Qle_bool (-1) split &&& Qle_bool split 0 &&&
  Qle_bool (hd 0%Q (shared unit raw)) level &&& turns_at_zero (start split) high (scale_by (-1) (line_drift raw)) &&&
  match f with Exponential _ => true | _ => less split low ||| nonneg_on low split (scale_by (-1) raw) end.
Definition is_above (raw : poly) : bool :=
  Qle_bool level (hd 0%Q (shared unit raw)) &&& turns_at_zero (start (-1)) high (line_drift raw) &&& nonneg_on low high raw.

(** The wage at t, and the utility that it buys where it is positive. *)
Definition line (t : R) : R :=
  match f with
  | Root _ => wage f (Q2R level) * (1 + t)
  | Logarithm a => wage f (Q2R level) + (wage f (Q2R level) + Q2R a) * t
  | Exponential r => wage f (Q2R level) + t / Q2R r
  end.
Definition smooth_utility (t : R) : R :=
  match f with
  | Root p => Q2R level * exp (/ Q2R p * ln (1 + t))
  | Logarithm _ => Q2R level + ln (1 + t)
  | Exponential r => (1 - (1 - Q2R r * Q2R level) * exp (- t)) / Q2R r
  end.

Hypothesis Wf : well_formed f = true.
Hypothesis L0 : 0 < Q2R level.
Hypothesis Pl : payable f (Q2R level).

Definition inside (t : R) : Prop := match f with Exponential _ => True | _ => -1 < t end.

Lemma line_positive t : 0 < line t -> inside t /\ bought f (line t) = smooth_utility t.
Proof.
  unfold line, inside, smooth_utility, bought, wage; destruct f as [p|a|r] eqn:E; intros H.
  - pose proof (root_large (Root p) Wf p eq_refl) as P; destruct (Rle_dec (Q2R level) 0) as [N|_]; [lra|].
    pose proof (exp_pos (Q2R p * ln (Q2R level))) as X; fold (Rpower (Q2R level) (Q2R p)) in X.
    set (W := Rpower (Q2R level) (Q2R p)) in *.
    assert (T : 0 < 1 + t) by (apply Rmult_lt_reg_l with W; lra); split; [lra|].
    destruct (Rle_dec (W * (1 + t)) 0) as [N|_]; [lra|]; unfold Rpower; rewrite ln_mult by assumption.
    unfold W, Rpower; rewrite ln_exp, Rmult_plus_distr_l, exp_plus.
    replace (/ Q2R p * (Q2R p * ln (Q2R level))) with (ln (Q2R level)) by (field; lra); rewrite exp_ln by exact L0; reflexivity.
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A; pose proof (exp_pos (Q2R level)) as X.
    set (W := Q2R a * (exp (Q2R level) - 1)) in *.
    assert (Wa : W + Q2R a = Q2R a * exp (Q2R level)) by (unfold W; ring).
    assert (Xa : 0 < Q2R a * exp (Q2R level)) by (apply Rmult_lt_0_compat; assumption).
    assert (T : 0 < 1 + t) by (apply Rmult_lt_reg_l with (Q2R a * exp (Q2R level)); [exact Xa|rewrite <- Wa; lra]).
    split; [lra|].
    replace (1 + (W + (W + Q2R a) * t) / Q2R a) with (exp (Q2R level) * (1 + t)) by (unfold W; field; lra).
    rewrite ln_mult, ln_exp by assumption; reflexivity.
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A; destruct Pl as [_ P1]; split; [exact I|].
    f_equal; f_equal.
    replace (- (Q2R r * (- (ln (1 - Q2R r * Q2R level) / Q2R r) + t / Q2R r))) with (ln (1 - Q2R r * Q2R level) + - t) by (field; lra).
    rewrite exp_plus, exp_ln by lra; reflexivity.
Qed.

Lemma bought_nothing : bought f 0 = 0.
Proof.
  unfold bought; destruct f as [p|a|r] eqn:E.
  - destruct (Rle_dec 0 0); lra.
  - unfold Rdiv; rewrite Rmult_0_l, Rplus_0_r; apply ln_1.
  - rewrite Rmult_0_r, Ropp_0, exp_0; unfold Rdiv; ring.
Qed.

(** Where the wage would be negative, so would the utility. *)
Lemma line_negative t : line t <= 0 -> match f with Root _ => t <= -1 | _ => inside t -> smooth_utility t <= 0 end.
Proof.
  unfold line, inside, smooth_utility, wage; destruct f as [p|a|r] eqn:E; intros H.
  - destruct (Rle_dec (Q2R level) 0) as [N|_]; [lra|].
    pose proof (exp_pos (Q2R p * ln (Q2R level))) as X; fold (Rpower (Q2R level) (Q2R p)) in X.
    destruct (Rle_or_lt t (-1)) as [T|T]; [exact T|]; pose proof (Rmult_lt_0_compat _ (1 + t) X ltac:(lra)); lra.
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A; intros T; pose proof (exp_pos (Q2R level)) as X.
    assert (Z : exp (Q2R level) * (1 + t) <= 1).
    { apply Rmult_le_reg_l with (Q2R a); [exact A|].
      replace (Q2R a * (exp (Q2R level) * (1 + t))) with
        (Q2R a * (exp (Q2R level) - 1) + (Q2R a * (exp (Q2R level) - 1) + Q2R a) * t + Q2R a) by ring; lra. }
    rewrite <- (ln_exp (Q2R level)) at 1; rewrite <- ln_mult, <- ln_1 by lra.
    assert (P : 0 < exp (Q2R level) * (1 + t)) by (apply Rmult_lt_0_compat; lra).
    destruct Z as [Z|Z]; [left; apply ln_increasing; assumption|rewrite Z; apply Rle_refl].
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A; intros _; destruct Pl as [_ P1].
    assert (T : t <= ln (1 - Q2R r * Q2R level)).
    { apply Rmult_le_reg_r with (/ Q2R r); [apply Rinv_0_lt_compat, A|unfold Rdiv in H; lra]. }
    assert (Z : exp t <= 1 - Q2R r * Q2R level).
    { rewrite <- (exp_ln (1 - Q2R r * Q2R level)) by lra.
      destruct T as [T|T]; [left; apply exp_increasing, T|rewrite T; apply Rle_refl]. }
    assert (N : 1 <= (1 - Q2R r * Q2R level) * exp (- t)).
    { pose proof (exp_pos (- t)) as X; replace 1 with (exp t * exp (- t)) at 1 by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
      apply Rmult_le_compat_r; lra. }
    apply Rmult_le_reg_r with (Q2R r); [exact A|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

(** ** One side *)

Lemma raw_derive raw x : is_derive (fun y => value (shared unit raw) y) x (value (slope raw) x / IZR (Zpos unit)).
Proof.
  apply is_derive_ext with (fun y => / IZR (Zpos unit) * value raw y).
  - intros y; rewrite shared_value; apply Rmult_comm.
  - replace (value (slope raw) x / IZR (Zpos unit)) with (/ IZR (Zpos unit) * value (slope raw) x) by (apply Rmult_comm).
    apply is_derive_scal, slope_derive.
Qed.

Lemma one_side from (s : R) raw (G : R -> R) t : Q2R (start from) <= 0 <= Q2R high -> Q2R (start from) <= t <= Q2R high -> inside t ->
  (forall x, s * value (line_drift raw) x = x * G x) -> (forall x, Q2R (start from) <= x <= Q2R high -> 0 <= G x) ->
  s * Q2R level <= s * value (shared unit raw) 0 -> s * smooth_utility t <= s * value (shared unit raw) t.
Proof.
  intros Z T In Dr Pos At0.
  assert (U : 0 < IZR (Zpos unit)) by (apply IZR_lt; lia).
  set (u := IZR (Zpos unit)) in *.
  assert (Between : forall x, Rmin 0 t <= x <= Rmax 0 t -> Q2R (start from) <= x <= Q2R high /\ inside x).
  { intros x Hx; unfold inside in *; revert Hx; unfold Rmin, Rmax; destruct (Rle_dec 0 t), f; intros; split; trivial; lra. }
  assert (Zt : Rmin 0 t <= 0 <= Rmax 0 t) by (unfold Rmin, Rmax; destruct (Rle_dec 0 t); lra).
  assert (Tt : Rmin 0 t <= t <= Rmax 0 t) by (unfold Rmin, Rmax; destruct (Rle_dec 0 t); lra).
  set (P := fun y => value (shared unit raw) y) in *; change (value (shared unit raw) 0) with (P 0) in At0.
  change (value (shared unit raw) t) with (P t).
  assert (Raw : forall x, value raw x = P x * u) by (intros x; unfold P; rewrite shared_value; fold u; field; lra).
  pose proof (raw_derive raw) as PD; fold P u in PD.
  assert (Assoc : forall x y, x * (G x * y) = x * G x * y) by (intros; ring).
  unfold inside, smooth_utility, line_drift in *; destruct f as [p|a|r] eqn:E.
  - pose proof (root_large (Root p) Wf p eq_refl) as Pp.
    set (den := IZR (Zpos (Qden p))); assert (D0 : 0 < den) by (apply IZR_lt; lia).
    assert (Ep : Q2R p = IZR (Qnum p) / den) by reflexivity.
    assert (N0 : 0 < IZR (Qnum p)) by (replace (IZR (Qnum p)) with (Q2R p * den) by (rewrite Ep; field; lra); apply Rmult_lt_0_compat; lra).
    set (g := fun x => exp (- / Q2R p * ln (1 + x))).
    assert (D : s * P 0 * g 0 <= s * P t * g t).
    { apply (least_at_zero (fun x => s * P x * g x) (fun x => G x * (g x / (u * IZR (Qnum p) * (1 + x)))) (Rmin 0 t) (Rmax 0 t));
        [exact Zt|exact Tt| |].
      - intros x X; destruct (Between x X) as [_ X1]; pose proof (Dr x) as Dx.
        rewrite value_add, !value_scale, value_mul, Raw in Dx; cbn [value] in Dx; rewrite Q2R_one in Dx.
        replace (Q2R (inject_Z (Zneg (Qden p)))) with (- den) in Dx by (unfold den; rewrite <- opp_IZR; unfold Q2R; simpl; field).
        replace (Q2R (inject_Z (Qnum p))) with (IZR (Qnum p)) in Dx by (unfold Q2R; simpl; field).
        replace (x * (G x * (g x / (u * IZR (Qnum p) * (1 + x))))) with
          (s * (value (slope raw) x / u) * g x + s * P x * (- / Q2R p * / (1 + x) * g x)).
        + apply (is_derive_mult (fun y => s * P y) g x (s * (value (slope raw) x / u)) (- / Q2R p * / (1 + x) * g x));
            [apply is_derive_scal, PD| |intros; apply Rmult_comm].
          unfold g; auto_derive; [lra|field; split; lra].
        + rewrite Assoc, <- Dx, Ep; field; repeat split; lra.
      - intros x X; destruct (Between x X) as [X0 X1]; apply Rmult_le_pos; [apply Pos, X0|].
        apply Rdiv_le_0_compat; [left; apply exp_pos|]; apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra. }
    assert (G0 : g 0 = 1) by (unfold g; rewrite Rplus_0_r, ln_1, Rmult_0_r; apply exp_0).
    assert (Gt : g t * exp (/ Q2R p * ln (1 + t)) = 1).
    { unfold g; rewrite <- exp_plus; replace (- / Q2R p * ln (1 + t) + / Q2R p * ln (1 + t)) with 0 by ring; apply exp_0. }
    rewrite G0, Rmult_1_r in D; pose proof (exp_pos (/ Q2R p * ln (1 + t))) as X.
    replace (s * P t) with (s * P t * g t * exp (/ Q2R p * ln (1 + t))) by (rewrite Rmult_assoc, Gt; ring).
    rewrite <- Rmult_assoc; apply Rmult_le_compat_r; lra.
  - assert (D : s * P 0 - s * ln (1 + 0) <= s * P t - s * ln (1 + t)).
    { apply (least_at_zero (fun x => s * P x - s * ln (1 + x)) (fun x => G x * / (u * (1 + x))) (Rmin 0 t) (Rmax 0 t));
        [exact Zt|exact Tt| |].
      - intros x X; destruct (Between x X) as [_ X1]; pose proof (Dr x) as Dx.
        rewrite value_add, value_mul in Dx; cbn [value] in Dx; rewrite Q2R_one in Dx.
        replace (Q2R (inject_Z (Zneg unit))) with (- u) in Dx by (unfold u; rewrite <- opp_IZR; unfold Q2R; simpl; field).
        replace (x * (G x * / (u * (1 + x)))) with (minus (s * (value (slope raw) x / u)) (s * / (1 + x))).
        + apply @is_derive_minus; [apply is_derive_scal, PD|apply is_derive_scal; auto_derive; [lra|field; lra]].
        + rewrite Assoc, <- Dx; unfold minus, plus, opp; simpl; field; lra.
      - intros x X; destruct (Between x X) as [X0 X1]; apply Rmult_le_pos; [apply Pos, X0|].
        left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra. }
    rewrite Rplus_0_r, ln_1 in D; lra.
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A.
    assert (D : s * (Q2R r * P 0 - 1) * exp 0 <= s * (Q2R r * P t - 1) * exp t).
    { apply (least_at_zero (fun x => s * (Q2R r * P x - 1) * exp x) (fun x => G x * (exp x / u)) (Rmin 0 t) (Rmax 0 t));
        [exact Zt|exact Tt| |].
      - intros x X; pose proof (Dr x) as Dx.
        rewrite value_add, value_scale, value_add, Raw in Dx; cbn [value] in Dx.
        replace (Q2R (inject_Z (Zneg unit))) with (- u) in Dx by (unfold u; rewrite <- opp_IZR; unfold Q2R; simpl; field).
        replace (x * (G x * (exp x / u))) with
          (s * (Q2R r * (value (slope raw) x / u)) * exp x + s * (Q2R r * P x - 1) * exp x).
        + apply (is_derive_mult (fun y => s * (Q2R r * P y - 1)) exp x (s * (Q2R r * (value (slope raw) x / u))) (exp x));
            [|apply is_derive_Reals, derivable_pt_lim_exp|intros; apply Rmult_comm].
          apply is_derive_scal.
          replace (Q2R r * (value (slope raw) x / u)) with (minus (Q2R r * (value (slope raw) x / u)) 0)
            by (unfold minus, plus, opp; simpl; ring).
          apply @is_derive_minus; [apply is_derive_scal, PD|apply @is_derive_const].
        + rewrite Assoc, <- Dx; field; lra.
      - intros x X; destruct (Between x X) as [X0 _]; apply Rmult_le_pos; [apply Pos, X0|].
        apply Rdiv_le_0_compat; [left; apply exp_pos|exact U]. }
    rewrite exp_0, Rmult_1_r in D; pose proof (exp_pos (- t)) as X.
    assert (Et : exp t * exp (- t) = 1) by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
    assert (M : s * (Q2R r * Q2R level - 1) * exp (- t) <= s * (Q2R r * P t - 1)).
    { replace (s * (Q2R r * P t - 1)) with (s * (Q2R r * P t - 1) * exp t * exp (- t)) by (rewrite Rmult_assoc, Et; ring).
      apply Rmult_le_compat_r; [lra|]; apply Rle_trans with (2 := D).
      pose proof (Rmult_le_compat_l (Q2R r) _ _ ltac:(lra) At0); lra. }
    apply Rmult_le_reg_l with (Q2R r); [exact A|].
    replace (Q2R r * (s * ((1 - (1 - Q2R r * Q2R level) * exp (- t)) / Q2R r))) with
      (s + s * (Q2R r * Q2R level - 1) * exp (- t)) by (field; lra).
    replace (Q2R r * (s * P t)) with (s + s * (Q2R r * P t - 1)) by ring; lra.
Qed.

(** ** Both sides *)

Hypothesis Z : Q2R low <= 0 <= Q2R high.

Lemma start_range from : -1 <= Q2R from <= 0 ->
  Q2R low <= Q2R (start from) <= 0 /\
  forall t, Q2R low <= t -> inside t -> match f with Exponential _ => True | _ => Q2R from <= t end -> Q2R (start from) <= t.
Proof.
  intros Fr; unfold start, inside; destruct f; try (split; intros; lra);
    (destruct (Qle_bool low from) eqn:E; [apply le_le in E; split; intros; lra|split; intros; lra]).
Qed.

Lemma nothing_at_least t : 0 <= bought f (Rmax 0 (line t)).
Proof. destruct (bought_wage f (Rmax 0 (line t)) Wf (Rmax_l _ _)) as [[B _] _]; exact B. Qed.

Lemma below_sound split raw t : is_below split raw = true -> Q2R low <= t <= Q2R high ->
  value (shared unit raw) t <= bought f (Rmax 0 (line t)).
Proof.
  intros H T; unfold is_below in H; apply both in H; destruct H as [H Fl]; apply both in H; destruct H as [H Tu].
  apply both in H; destruct H as [H H0]; apply both in H; destruct H as [Sp1 Sp0].
  assert (One : Q2R (-1) = -1) by (unfold Q2R; simpl; field).
  apply le_le in H0; rewrite <- value_zero in H0; destruct (turns_at_zero_value _ _ _ Tu) as [Dr Pos].
  apply le_le in Sp1; apply le_le in Sp0; rewrite One in Sp1; rewrite Q2R_zero in Sp0.
  destruct (start_range split ltac:(lra)) as [S1 S2].
  assert (Low : inside t -> match f with Exponential _ => True | _ => Q2R split <= t end -> value (shared unit raw) t <= smooth_utility t).
  { intros In Sm; pose proof (one_side split (-1) raw (value (tl (scale_by (-1) (line_drift raw)))) t ltac:(lra)
      ltac:(split; [apply S2; tauto|lra]) In) as O.
    assert (-1 * smooth_utility t <= -1 * value (shared unit raw) t); [|lra].
    apply O; [|exact Pos|lra]; intros x; rewrite <- Dr, value_scale; f_equal; symmetry; exact One. }
  assert (Far : match f with Exponential _ => True | _ => t <= Q2R split -> value (shared unit raw) t <= 0 end).
  { destruct f; trivial; intros T1; (apply either in Fl; destruct Fl as [Fl|Fl]; [apply less_lt in Fl; lra|]);
      (apply (nonneg_on_value _ _ _ t) in Fl; [|lra]);
      rewrite value_scale, One in Fl;
      rewrite shared_value; apply Rmult_le_reg_r with (IZR (Zpos unit)); try (apply IZR_lt; lia);
      unfold Rdiv; rewrite Rmult_assoc, Rinv_l by (apply IZR_neq; lia); lra. }
  pose proof (nothing_at_least t) as B0.
  destruct (Rle_or_lt (line t) 0) as [N|N].
  - pose proof (line_negative t N) as Ng; unfold inside in *; destruct f.
    + apply Rle_trans with 0; [apply Far; lra|exact B0].
    + destruct (Rle_or_lt t (Q2R split)) as [T1|T1]; [apply Rle_trans with 0; [apply Far, T1|exact B0]|].
      specialize (Low ltac:(lra) ltac:(lra)); specialize (Ng ltac:(lra)); lra.
    + specialize (Low I I); specialize (Ng I); lra.
  - destruct (line_positive t N) as [In Eq]; rewrite Rmax_right in * by lra; rewrite Eq in *; unfold inside in *; destruct f.
    + destruct (Rle_or_lt t (Q2R split)) as [T1|T1]; [apply Rle_trans with 0; [apply Far, T1|exact B0]|apply Low; lra].
    + destruct (Rle_or_lt t (Q2R split)) as [T1|T1]; [apply Rle_trans with 0; [apply Far, T1|exact B0]|apply Low; lra].
    + apply Low; exact I.
Qed.

Lemma above_sound raw t : is_above raw = true -> Q2R low <= t <= Q2R high -> bought f (Rmax 0 (line t)) <= value (shared unit raw) t.
Proof.
  intros H T; unfold is_above in H; apply both in H; destruct H as [H Fl]; apply both in H; destruct H as [H0 Tu].
  apply le_le in H0; rewrite <- value_zero in H0; destruct (turns_at_zero_value _ _ _ Tu) as [Dr Pos].
  assert (One : Q2R (-1) = -1) by (unfold Q2R; simpl; field).
  destruct (start_range (-1) ltac:(lra)) as [S1 S2].
  destruct (Rle_or_lt (line t) 0) as [N|N].
  - rewrite Rmax_left, bought_nothing by exact N; apply (nonneg_on_value _ _ _ t) in Fl; [|exact T].
    rewrite shared_value; apply Rdiv_le_0_compat; [exact Fl|apply IZR_lt; lia].
  - rewrite Rmax_right by lra; destruct (line_positive t N) as [In ->].
    assert (Sm : match f with Exponential _ => True | _ => Q2R (-1) <= t end) by (unfold inside in In; destruct f; trivial; lra).
    pose proof (one_side (-1) 1 raw (value (tl (line_drift raw))) t ltac:(lra) ltac:(split; [apply S2; tauto|lra]) In) as O.
    assert (1 * smooth_utility t <= 1 * value (shared unit raw) t); [|lra].
    apply O; [|exact Pos|lra]; intros x; rewrite <- Dr; ring.
Qed.

(** ** What it costs *)

Variables (log_level wage_level ground : Q).

(** With [bump] the wage is nowhere below 0. *)
Definition line_bill (bump : poly) : poly :=
  match f with
  | Root _ => scale_by wage_level (add [1%Q; 1%Q] bump)
  | Logarithm a => add [(- a)%Q] (scale_by (wage_level + a) (add [1%Q; 1%Q] bump))
  | Exponential r => add [wage_level] (scale_by (/ r) (add [0%Q; 1%Q] bump))
  end.

(** [ground] is at least the least 1 + t at which something is paid. *)
Definition is_bill (bump : poly) : bool :=
  buys f level log_level wage_level &&&
  match f with
  | Root _ => Qle_bool 0 ground
  | Logarithm _ => ln_at_least (- level) ground
  | Exponential r => ln_at_most (1 - r * level) (ground - 1)
  end &&& rest_nonneg low high bump &&& nonneg_on low high (add [(1 - ground)%Q; 1%Q] bump).

Lemma bill_sound bump t : is_bill bump = true -> Q2R low <= t <= Q2R high -> Rmax 0 (line t) <= value (line_bill bump) t.
Proof.
  intros H T; unfold is_bill in H; apply both in H; destruct H as [H Fl]; apply both in H; destruct H as [H B0].
  apply both in H; destruct H as [Bu Gr].
  destruct (buys_sound _ _ _ _ Wf Bu) as [_ W]; clear Bu.
  apply (rest_nonneg_value low high t T _ _ (le_n _)) in B0; apply (nonneg_on_value _ _ _ t) in Fl; [|exact T].
  rewrite value_add in Fl; cbn [value] in Fl; rewrite Q2R_minus, Q2R_one in Fl.
  set (b := value bump t) in *; pose proof (wage_nonneg f Wf _ Pl) as W0.
  unfold line_bill, line in *; set (V := wage f (Q2R level)) in *.
  assert (Sc : forall a, value (add [a; 1%Q] bump) t = Q2R a + t + b) by
    (intros; rewrite value_add; cbn [value]; rewrite Q2R_one; fold b; ring).
  destruct f as [p|a|r] eqn:E.
  - apply le_le in Gr; rewrite Q2R_zero in Gr; rewrite value_scale, Sc, Q2R_one.
    assert (V * (1 + t + b) <= Q2R wage_level * (1 + t + b)) by (apply Rmult_le_compat_r; lra).
    assert (0 <= V * b) by (apply Rmult_le_pos; lra).
    assert (0 <= Q2R wage_level * (1 + t + b)) by (apply Rmult_le_pos; lra).
    apply Rmax_lub; lra.
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A; destruct (ln_at_least_sound _ _ Gr) as [Gp Gl]; rewrite Q2R_opp in Gl.
    rewrite value_add, value_scale, Sc; cbn [value]; rewrite Q2R_plus, Q2R_opp, Q2R_one.
    assert (Va : V + Q2R a = Q2R a * exp (Q2R level)) by (unfold V, wage; ring).
    pose proof (exp_pos (Q2R level)) as X.
    assert (Va0 : 0 < V + Q2R a) by (rewrite Va; apply Rmult_lt_0_compat; assumption).
    assert (M : (V + Q2R a) * (1 + t + b) <= (Q2R wage_level + Q2R a) * (1 + t + b)) by (apply Rmult_le_compat_r; lra).
    assert (N : Q2R a <= (V + Q2R a) * (1 + t + b)).
    { apply Rle_trans with ((V + Q2R a) * Q2R ground); [|apply Rmult_le_compat_l; lra].
      assert (Ex : exp (- Q2R level) <= Q2R ground).
      { rewrite <- (exp_ln (Q2R ground)) by exact Gp.
        destruct Gl as [Gl|Gl]; [left; apply exp_increasing, Gl|rewrite Gl; apply Rle_refl]. }
      rewrite Va; apply Rle_trans with (Q2R a * exp (Q2R level) * exp (- Q2R level)).
      - rewrite Rmult_assoc, <- exp_plus, Rplus_opp_r, exp_0; lra.
      - apply Rmult_le_compat_l; [rewrite <- Va; lra|exact Ex]. }
    assert (0 <= (V + Q2R a) * b) by (apply Rmult_le_pos; lra).
    apply Rmax_lub; lra.
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A; destruct (ln_at_most_sound _ _ Gr) as [_ Gl].
    rewrite !Q2R_minus, Q2R_mult, Q2R_one in Gl.
    assert (Rq : ~ (r == 0)%Q) by (apply nonzero; lra).
    rewrite value_add, value_scale, Sc; cbn [value]; rewrite Q2R_zero, Q2R_inv by exact Rq.
    pose proof (Rinv_0_lt_compat _ A) as Ri.
    assert (Vr : V = - (ln (1 - Q2R r * Q2R level) * / Q2R r)) by reflexivity.
    assert (ln (1 - Q2R r * Q2R level) * / Q2R r <= (t + b) * / Q2R r) by (apply Rmult_le_compat_r; lra).
    assert (0 <= b * / Q2R r) by (apply Rmult_le_pos; lra).
    unfold Rdiv; apply Rmax_lub; lra.
Qed.
End Line.
