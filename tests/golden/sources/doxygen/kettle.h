/** @file
 *  The kettle's functions.
 */

/** Pours water in.
 *  @param litres how much
 *  @return how much is in it now
 */
double kettle_fill(double litres);

/** Heats the water. */
void kettle_boil(void);
