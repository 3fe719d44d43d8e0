(** * The normal law's upper tail and its Mills ratio

    In words.  With density phi(z) = exp(-z^2/2)/G and upper tail Q(z), the
    integral of phi beyond z: Q decreases from 1 to 0, Q(-z) = 1 - Q(z), and for
    z > 0 Mills' bounds hold, phi(z) z/(1+z^2) <= Q(z) <= phi(z)/z.  The Mills
    ratio M = Q/phi decreases on the whole line, and M(z) >= z/(1+z^2) for all z.

    Source.  Gordon, Ann. Math. Statist. 12 (1941).

    Assumed: nothing.  G is defined as the whole integral of exp(-z^2/2), shown to
    be finite and positive here; its classical value sqrt(2 pi) is not used. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** ** Monotone functions from the sign of the derivative *)

Lemma derive_nonneg_le f df a b : a <= b ->
  (forall x, a <= x <= b -> is_derive f x (df x)) ->
  (forall x, a <= x <= b -> 0 <= df x) -> f a <= f b.
Proof.
  intros L Df P.
  destruct (MVT_gen f a b df) as [x [Hx E]]; rewrite ?Rmin_left, ?Rmax_right in * by lra.
  - intros x Hx; apply Df; lra.
  - intros x Hx; apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)); exists (df x); apply Df; lra.
  - specialize (P x Hx); nra.
Qed.

Lemma derive_nonpos_ge f df a b : a <= b ->
  (forall x, a <= x <= b -> is_derive f x (df x)) ->
  (forall x, a <= x <= b -> df x <= 0) -> f b <= f a.
Proof.
  intros L Df P.
  assert (H : - f a <= - f b); [|lra].
  apply (derive_nonneg_le (fun x => - f x) (fun x => - df x) a b L).
  - intros x Hx; apply (is_derive_opp f x (df x)); apply Df; exact Hx.
  - intros x Hx; specialize (P x Hx); lra.
Qed.

(** A decreasing function that is not eventually below -eps is nonnegative. *)
Lemma decreasing_to_zero g z :
  (forall y, z <= y -> g y <= g z) ->
  (forall eps, 0 < eps -> ~ forall y, z <= y -> 1 <= y -> g y <= - eps) -> 0 <= g z.
Proof.
  intros D V; destruct (Rle_or_lt 0 (g z)) as [H|H]; [exact H|].
  exfalso; apply (V (- g z)); [lra|].
  intros y Hy _; specialize (D y Hy); lra.
Qed.

(** ** The bell and its area *)

Definition bell (x : R) : R := exp (- (x * x) / 2).

Lemma bell_pos x : 0 < bell x.
Proof. apply exp_pos. Qed.

Lemma bell_even x : bell (- x) = bell x.
Proof. unfold bell; f_equal; field. Qed.

Lemma bell_derive x : is_derive bell x (- x * bell x).
Proof.
  unfold bell; auto_derive; [trivial|].
  replace (- (x * x) * / 2) with (- (x * x) / 2) by (unfold Rdiv; ring); field.
Qed.

Lemma bell_continuous x : continuous bell x.
Proof. apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply bell_derive. Qed.

Lemma bell_le x : bell x <= 1 / (1 + x * x / 2).
Proof.
  unfold bell; assert (P : 0 < 1 + x * x / 2) by nra.
  replace (- (x * x) / 2) with (- (x * x / 2)) by field.
  rewrite exp_Ropp; replace (1 / (1 + x * x / 2)) with (/ (1 + x * x / 2)) by (field; nra).
  apply Rinv_le_contravar; [exact P|].
  destruct (Req_dec (x * x / 2) 0) as [E|E].
  - rewrite E, exp_0; lra.
  - left; apply exp_ineq1; exact E.
Qed.

Lemma bell_decreasing x y : 0 <= x <= y -> bell y <= bell x.
Proof.
  intros H; unfold bell.
  assert (- (y * y) / 2 <= - (x * x) / 2) as [L|E] by nra.
  - left; apply exp_increasing; exact L.
  - rewrite E; lra.
Qed.

(** The bell on [-z, z] is at least its value at the ends, and outside at most. *)
Lemma bell_inside x z : - z <= x <= z -> bell z <= bell x.
Proof.
  intros H; destruct (Rle_or_lt 0 x).
  - apply bell_decreasing; lra.
  - rewrite <- (bell_even x); apply bell_decreasing; lra.
Qed.

Lemma bell_vanishes z eps : 0 < eps -> exists y, z <= y /\ 1 <= y /\ bell y < eps.
Proof.
  intros He; exists (Rmax z (Rmax 1 (3 / eps))).
  set (y := Rmax z (Rmax 1 (3 / eps))).
  assert (z <= y) by apply Rmax_l.
  assert (Rmax 1 (3 / eps) <= y) by apply Rmax_r.
  assert (1 <= y) by (apply Rle_trans with (2 := H0); apply Rmax_l).
  assert (3 / eps <= y) by (apply Rle_trans with (2 := H0); apply Rmax_r).
  split; [assumption|split; [assumption|]].
  apply Rle_lt_trans with (1 := bell_le y).
  assert (3 <= y * eps).
  { apply Rmult_le_compat_r with (r := eps) in H2; [|lra].
    replace (3 / eps * eps) with 3 in H2 by (field; lra); exact H2. }
  apply Rmult_lt_reg_r with (1 + y * y / 2); [nra|].
  replace (1 / (1 + y * y / 2) * (1 + y * y / 2)) with 1 by (field; nra).
  nra.
Qed.

Definition area (t : R) : R := RInt bell 0 t.

Lemma area_derive t : is_derive area t (bell t).
Proof.
  apply is_derive_RInt with (a := 0); [|apply bell_continuous].
  apply filter_forall; intros b; unfold area.
  apply (RInt_correct (V := R_CompleteNormedModule)).
  apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros; apply bell_continuous.
Qed.

Lemma area_0 : area 0 = 0.
Proof. unfold area; rewrite RInt_point; reflexivity. Qed.

Lemma area_increasing s t : s <= t -> area s <= area t.
Proof.
  intros H; apply (derive_nonneg_le area bell); [exact H| |].
  - intros; apply area_derive.
  - intros x _; left; apply bell_pos.
Qed.

Lemma area_odd t : area (- t) = - area t.
Proof.
  assert (D : forall x, is_derive (fun s => area s + area (- s)) x 0).
  { intros x.
    replace 0 with (plus (bell x) (scal (-1) (bell (- x)))).
    - apply (is_derive_plus area (fun s => area (- s))); [apply area_derive|].
      apply (is_derive_comp area (fun s => - s) x); [apply area_derive|].
      auto_derive; [trivial|ring].
    - rewrite bell_even; unfold plus, scal; simpl; unfold mult; simpl; ring. }
  assert (U : forall a b, a <= b -> area a + area (- a) = area b + area (- b)).
  { intros a b L; apply Rle_antisym.
    - apply (derive_nonneg_le (fun s => area s + area (- s)) (fun _ => 0) a b L);
        intros; [apply D|lra].
    - apply (derive_nonpos_ge (fun s => area s + area (- s)) (fun _ => 0) a b L);
        intros; [apply D|lra]. }
  assert (Z : area 0 + area (- 0) = 0) by (rewrite Ropp_0, area_0; ring).
  destruct (Rle_or_lt 0 t) as [H|H].
  - pose proof (U 0 t H); lra.
  - pose proof (U t 0 (Rlt_le _ _ H)); lra.
Qed.

Lemma area_le t : area t <= 4.
Proof.
  assert (P : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (S : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
  assert (B : forall t, 0 <= t -> area t <= sqrt 2 * atan (t / sqrt 2)).
  { clear t; intros t Ht.
    assert (H : sqrt 2 * atan (0 / sqrt 2) - area 0 <= sqrt 2 * atan (t / sqrt 2) - area t).
    { apply (derive_nonneg_le (fun x => sqrt 2 * atan (x / sqrt 2) - area x)
        (fun x => 1 / (1 + x * x / 2) - bell x) 0 t Ht).
      - intros x _.
        apply (is_derive_minus (fun x => sqrt 2 * atan (x / sqrt 2)) area);
          [|apply area_derive].
        auto_derive; [trivial|].
        replace (x * / sqrt 2 * (x * / sqrt 2 * 1)) with (x * x / (sqrt 2 * sqrt 2))
          by (field; lra).
        rewrite S; field; split; [nra|lra].
      - intros x _; pose proof (bell_le x); lra. }
    rewrite area_0 in H; replace (0 / sqrt 2) with 0 in H by (field; lra).
    rewrite atan_0 in H; lra. }
  destruct (Rle_or_lt 0 t) as [H|H].
  - apply Rle_trans with (1 := B t H).
    pose proof (atan_bound (t / sqrt 2)) as [_ A].
    pose proof PI_4; assert (sqrt 2 < 2) by nra.
    apply Rle_trans with (sqrt 2 * 2); [apply Rmult_le_compat_l; lra|lra].
  - pose proof (area_increasing t 0 (Rlt_le _ _ H)); rewrite area_0 in *; lra.
Qed.

(** Half of the whole area: the least upper bound. *)
Definition areas (a : R) : Prop := exists t, a = area t.

Lemma half_exists : { l | is_lub areas l }.
Proof.
  apply completeness.
  - exists 4; intros a [t ->]; apply area_le.
  - exists (area 0), 0; reflexivity.
Qed.

Definition half : R := proj1_sig half_exists.

Lemma half_lub : is_lub areas half.
Proof. exact (proj2_sig half_exists). Qed.

Lemma area_le_half t : area t <= half.
Proof. apply (proj1 half_lub); exists t; reflexivity. Qed.

Lemma half_pos : 0 < half.
Proof.
  apply Rlt_le_trans with (area 1); [|apply area_le_half].
  destruct (MVT_gen area 0 1 bell) as [x [_ E]].
  - intros; apply area_derive.
  - intros x _; apply continuity_pt_filterlim.
    apply (ex_derive_continuous (V := R_NormedModule)); eexists; apply area_derive.
  - rewrite area_0 in E; pose proof (bell_pos x); lra.
Qed.

Lemma area_near_half eps : 0 < eps -> ~ forall t, area t <= half - eps.
Proof.
  intros He H.
  assert (half <= half - eps); [|lra].
  apply (proj2 half_lub); intros a [t ->]; apply H.
Qed.

(** ** Density and upper tail *)

(** The whole integral of [bell]; classically sqrt(2 pi). *)
Definition G : R := 2 * half.

Lemma G_pos : 0 < G.
Proof. unfold G; pose proof half_pos; lra. Qed.

Definition density (z : R) : R := bell z / G.
Definition tail (z : R) : R := (half - area z) / G.

Lemma density_pos z : 0 < density z.
Proof. apply Rdiv_lt_0_compat; [apply bell_pos|apply G_pos]. Qed.

Lemma density_even z : density (- z) = density z.
Proof. unfold density; rewrite bell_even; reflexivity. Qed.

Lemma density_derive z : is_derive density z (- z * density z).
Proof.
  unfold density; pose proof G_pos.
  apply is_derive_ext with (fun t => scal (/ G) (bell t)).
  - intros t; unfold scal; simpl; unfold mult; simpl; field; lra.
  - replace (- z * (bell z / G)) with (scal (/ G) (- z * bell z)).
    + apply (is_derive_scal bell z (/ G)); apply bell_derive.
    + unfold scal; simpl; unfold mult; simpl; field; lra.
Qed.

Lemma tail_derive z : is_derive tail z (- density z).
Proof.
  unfold tail, density; pose proof G_pos; pose proof (area_derive z) as A.
  auto_derive; [exists (bell z); exact A|].
  replace (Derive (fun x => area x) z) with (bell z)
    by (symmetry; apply is_derive_unique; exact A).
  field; lra.
Qed.

Lemma tail_nonneg z : 0 <= tail z.
Proof.
  unfold tail; apply Rdiv_le_0_compat; [|apply G_pos].
  pose proof (area_le_half z); lra.
Qed.

Lemma tail_reflect z : tail (- z) = 1 - tail z.
Proof. unfold tail, G; rewrite area_odd; field; pose proof half_pos; lra. Qed.

Lemma tail_0 : tail 0 = 1 / 2.
Proof. pose proof (tail_reflect 0) as H; rewrite Ropp_0 in H; lra. Qed.

Lemma tail_le_1 z : tail z <= 1.
Proof. pose proof (tail_nonneg (- z)); rewrite tail_reflect in *; lra. Qed.

Lemma tail_decreasing x y : x <= y -> tail y <= tail x.
Proof.
  intros H; apply (derive_nonpos_ge tail (fun z => - density z)); [exact H| |].
  - intros; apply tail_derive.
  - intros z _; pose proof (density_pos z); lra.
Qed.

Lemma tail_vanishes z eps : 0 < eps -> ~ forall y, z <= y -> 1 <= y -> eps <= tail y.
Proof.
  intros He H; pose proof G_pos as PG.
  apply (area_near_half (eps * G)); [nra|]; intros t.
  set (y := Rmax (Rmax 1 z) t).
  assert (T : eps <= tail y).
  { apply H; (apply Rle_trans with (2 := Rmax_l _ _); [apply Rmax_r || apply Rmax_l]). }
  apply Rle_trans with (area y); [apply area_increasing, Rmax_r|].
  unfold tail in T; apply Rmult_le_compat_r with (r := G) in T; [|lra].
  replace ((half - area y) / G * G) with (half - area y) in T by (field; lra); lra.
Qed.

(** ** Mills' bounds *)

Theorem mills_upper z : 0 < z -> tail z <= density z / z.
Proof.
  intros Hz; cut (0 <= density z / z - tail z); [lra|].
  apply (decreasing_to_zero (fun y => density y / y - tail y)).
  - intros y Hy.
    apply (derive_nonpos_ge (fun y => density y / y - tail y) (fun y => - density y / (y * y)));
      [exact Hy| |].
    + intros x Hx.
      replace (- density x / (x * x))
        with (minus (- x * density x * / x + density x * (- 1 / (x * x))) (- density x)).
      * apply (is_derive_minus (fun y => density y / y) tail); [|apply tail_derive].
        apply (is_derive_mult density (fun y => / y)).
        -- apply density_derive.
        -- auto_derive; [lra|field; lra].
        -- intros; apply Rmult_comm.
      * unfold minus, plus, opp; simpl; field; lra.
    + intros x Hx; pose proof (density_pos x).
      assert (0 < density x / (x * x)) by (apply Rdiv_lt_0_compat; nra).
      replace (- density x / (x * x)) with (- (density x / (x * x))) by (field; nra); lra.
  - intros eps He H; apply (tail_vanishes z eps He); intros y A B; specialize (H y A B).
    assert (0 < density y / y) by (apply Rdiv_lt_0_compat; [apply density_pos|lra]); lra.
Qed.

Theorem mills_lower z : density z * (z / (1 + z * z)) <= tail z.
Proof.
  cut (0 <= tail z - density z * (z / (1 + z * z))); [lra|].
  apply (decreasing_to_zero (fun y => tail y - density y * (y / (1 + y * y)))).
  - intros y Hy.
    apply (derive_nonpos_ge (fun y => tail y - density y * (y / (1 + y * y)))
      (fun y => - (2 * density y / ((1 + y * y) * (1 + y * y))))); [exact Hy| |].
    + intros x _; assert (1 + x * x <> 0) by nra.
      replace (- (2 * density x / ((1 + x * x) * (1 + x * x))))
        with (minus (- density x) (- x * density x * (x / (1 + x * x)) +
               density x * ((1 - x * x) / ((1 + x * x) * (1 + x * x))))).
      * apply (is_derive_minus tail (fun y => density y * (y / (1 + y * y))));
          [apply tail_derive|].
        apply (is_derive_mult density (fun y => y / (1 + y * y))).
        -- apply density_derive.
        -- auto_derive; [exact H|field; exact H].
        -- intros; apply Rmult_comm.
      * unfold minus, plus, opp; simpl; field; exact H.
    + intros x _; pose proof (density_pos x).
      assert (0 < 2 * density x / ((1 + x * x) * (1 + x * x)))
        by (apply Rdiv_lt_0_compat; nra); lra.
  - intros eps He H; pose proof G_pos as PG.
    destruct (bell_vanishes z (eps * G)) as [y [A [B T]]]; [nra|].
    specialize (H y A B); pose proof (tail_nonneg y).
    assert (density y < eps).
    { unfold density; apply Rmult_lt_reg_r with G; [exact PG|].
      replace (bell y / G * G) with (bell y) by (field; lra); exact T. }
    assert (y / (1 + y * y) <= 1).
    { apply Rmult_le_reg_r with (1 + y * y); [nra|].
      replace (y / (1 + y * y) * (1 + y * y)) with y by (field; nra); nra. }
    pose proof (density_pos y); nra.
Qed.

(** ** The Mills ratio *)

Definition mills (z : R) : R := tail z / density z.

Lemma mills_nonneg z : 0 <= mills z.
Proof. apply Rdiv_le_0_compat; [apply tail_nonneg|apply density_pos]. Qed.

Lemma mills_derive z : is_derive mills z (z * mills z - 1).
Proof.
  unfold mills; pose proof (density_pos z).
  replace (z * (tail z / density z) - 1) with
    ((- density z * density z - tail z * (- z * density z)) / density z ^ 2) by (field; lra).
  apply (is_derive_div tail density); [apply tail_derive|apply density_derive|lra].
Qed.

Theorem mills_decreasing x y : x <= y -> mills y <= mills x.
Proof.
  intros H; apply (derive_nonpos_ge mills (fun z => z * mills z - 1)); [exact H| |].
  - intros; apply mills_derive.
  - intros z _; pose proof (mills_nonneg z); destruct (Rle_or_lt z 0) as [L|L]; [nra|].
    pose proof (mills_upper z L) as U; pose proof (density_pos z).
    assert (mills z <= / z).
    { unfold mills; apply Rmult_le_reg_r with (density z); [assumption|].
      replace (tail z / density z * density z) with (tail z) by (field; lra).
      unfold Rdiv in U; lra. }
    apply Rmult_le_compat_l with (r := z) in H2; [|lra].
    rewrite Rinv_r in H2; lra.
Qed.

Theorem mills_ge z : z / (1 + z * z) <= mills z.
Proof.
  unfold mills; pose proof (density_pos z); pose proof (mills_lower z).
  apply Rmult_le_reg_r with (density z); [assumption|].
  replace (tail z / density z * density z) with (tail z) by (field; lra); lra.
Qed.
